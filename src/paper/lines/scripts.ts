/** Raised and lowered characters as Unicode has them: `10⁻³`, `H₂O`, `method¹²`. */

const SUPER = new Map(
  zip(
    '0123456789+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW',
    '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ',
  ),
);
const SUB = new Map(zip('0123456789+-−–=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ'));
const NEUTRAL = /[\s,.;:*†‡§¶∗⋆'′″]/;

function zip(plain: string, shifted: string): [string, string][] {
  const targets = [...shifted];
  return [...plain].map((character, i) => [character, targets[i] ?? character]);
}

/** `text` raised or lowered; unchanged when one of its characters has no such form. */
export function shifted(text: string, script: 'super' | 'sub'): string {
  const table = script === 'super' ? SUPER : SUB;
  let out = '';
  for (const character of text) {
    const form = table.get(character) ?? (NEUTRAL.test(character) ? character : undefined);
    if (form === undefined) return text;
    out += form;
  }
  return out;
}
