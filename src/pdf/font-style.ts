/** What a font's name and descriptor tell about how its text looks. */

export interface FontStyle {
  /** PostScript name without the subset prefix (`ABCDEF+`); empty when the file gives none. */
  readonly name: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly mono: boolean;
  readonly serif: boolean;
  /** Made for formulas (Computer Modern Math, Symbol, MathTime, STIX math, …). */
  readonly math: boolean;
}

/** What pdfjs says of a font once a page that uses it was read. */
export interface FontDescription {
  readonly name: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly mono: boolean;
  readonly serif: boolean;
}

// Computer Modern's bold cuts are `bx`, `b` and `csc` with weights; URW names Times bold `Medi`; Adv… fonts end in a letter.
const BOLD =
  /bold|black|heavy|semibold|demi|(?:^|-)medi(?:$|[^u])|-bd|^(?:cm|sf|ec|tc)(?:bx|ssbx|b\d|bsy|mib)|^(?:lmroman|lmsans)\w*-(?:bold|demi)|bx\d|^adv.*(?:-b|tb|\.b|_b)(?:i)?$|[-.,_](?:b|bi|bdit|xb)$/i;
const ITALIC =
  /ital|obliq|slant|^(?:cm|sf|ec)(?:ti|sl|bxti|bxsl|itt|ssi)|[-.,_](?:i|it|bi|bdit|bdi|ri)$|medi?ital|kursiv/i;
const MONO =
  /mono|courier|consol|typewriter|menlo|^(?:cm|sf|ec|lm)tt|nimbusmon|inconsolata|letter ?gothic|txtt|pcr[rbo]/i;
const MATH =
  /^(?:cmmi|cmsy|cmex|cmmib|cmbsy|msam|msbm|eufm|eusm|eurm|rsfs|mtmi|mtsy|mtex|mt2|rmtmi|lmmath|stmary|wasy|bbold|dsrom|txsy|txex|txmi|pxsy|pxex|pxmi|esint|yhmath|mathematicalpi|mathtime)|(?:^|[^a-z])math|^symbol|symbolmt|stix.*math|cambriamath|asana|pzdr|universalmath|greekmath/i;

/** A font's style from its own words, its name deciding where the descriptor is silent. */
export function fontStyle(description: FontDescription): FontStyle {
  const name = description.name.replace(/^[A-Z]{6}\+/, '');
  return {
    name,
    bold: description.bold || BOLD.test(name),
    italic: description.italic || ITALIC.test(name),
    mono: description.mono || MONO.test(name),
    serif: description.serif,
    math: MATH.test(name),
  };
}
