/** Characters of formulas → what LaTeX calls them, and how they behave beside others. */

export type SignKind = 'ord' | 'big' | 'bin' | 'rel' | 'open' | 'close' | 'punct';

export interface Command {
  readonly tex: string;
  readonly kind: SignKind;
}

const RELATIONS =
  '= = < < > > : : ≤ \\leq ≥ \\geq ≦ \\leqq ≧ \\geqq ⩽ \\leqslant ⩾ \\geqslant ≪ \\ll ≫ \\gg ⋘ \\lll ⋙ \\ggg ≠ \\neq ≡ \\equiv ' +
  '≢ \\not\\equiv ∼ \\sim ≃ \\simeq ≄ \\not\\simeq ≈ \\approx ≉ \\not\\approx ≅ \\cong ≆ \\ncong ≊ \\approxeq ≁ \\nsim ≂ \\eqsim ∽ \\backsim ⋍ \\backsimeq ' +
  '≜ \\triangleq ≔ \\coloneqq ≕ \\eqqcolon ≐ \\doteq ≑ \\doteqdot ≓ \\risingdotseq ≒ \\fallingdotseq ≖ \\eqcirc ≗ \\circeq ≍ \\asymp ≏ \\bumpeq ≎ \\Bumpeq ' +
  '∝ \\propto ∈ \\in ∉ \\notin ∋ \\ni ∌ \\not\\ni ⊂ \\subset ⊃ \\supset ⊆ \\subseteq ⊇ \\supseteq ⊄ \\not\\subset ⊅ \\not\\supset ⊈ \\nsubseteq ⊉ \\nsupseteq ' +
  '⊊ \\subsetneq ⊋ \\supsetneq ⫅ \\subseteqq ⫆ \\supseteqq ⫋ \\subsetneqq ⫌ \\supsetneqq ⋐ \\Subset ⋑ \\Supset ⊏ \\sqsubset ⊐ \\sqsupset ⊑ \\sqsubseteq ⊒ \\sqsupseteq ' +
  '≺ \\prec ≻ \\succ ⪯ \\preceq ⪰ \\succeq ≼ \\preccurlyeq ≽ \\succcurlyeq ⋞ \\curlyeqprec ⋟ \\curlyeqsucc ⪷ \\precapprox ⪸ \\succapprox ≾ \\precsim ≿ \\succsim ' +
  '⊀ \\nprec ⊁ \\nsucc ⋠ \\npreceq ⋡ \\nsucceq ⪵ \\precneqq ⪶ \\succneqq ⪹ \\precnapprox ⪺ \\succnapprox ⋨ \\precnsim ⋩ \\succnsim ' +
  '≮ \\nless ≯ \\ngtr ≰ \\nleq ≱ \\ngeq ⪇ \\lneq ⪈ \\gneq ≨ \\lneqq ≩ \\gneqq ⋦ \\lnsim ⋧ \\gnsim ⪉ \\lnapprox ⪊ \\gnapprox ≲ \\lesssim ≳ \\gtrsim ⪅ \\lessapprox ⪆ \\gtrapprox ' +
  '≶ \\lessgtr ≷ \\gtrless ⋚ \\lesseqgtr ⋛ \\gtreqless ⪋ \\lesseqqgtr ⪌ \\gtreqqless ⪕ \\eqslantless ⪖ \\eqslantgtr ⋖ \\lessdot ⋗ \\gtrdot ' +
  '⊢ \\vdash ⊣ \\dashv ⊨ \\models ⊩ \\Vdash ⊪ \\Vvdash ⊬ \\nvdash ⊭ \\nvDash ⊮ \\nVdash ⊯ \\nVDash ∣ \\mid ∤ \\nmid ∥ \\parallel ∦ \\nparallel ⟂ \\perp ' +
  '⊲ \\vartriangleleft ⊳ \\vartriangleright ⊴ \\trianglelefteq ⊵ \\trianglerighteq ⋪ \\ntriangleleft ⋫ \\ntriangleright ⋬ \\ntrianglelefteq ⋭ \\ntrianglerighteq ' +
  '⋈ \\bowtie ⌣ \\smile ⌢ \\frown ≬ \\between ⋔ \\pitchfork ∴ \\therefore ∵ \\because ϶ \\backepsilon ' +
  '← \\leftarrow → \\to ↔ \\leftrightarrow ⟵ \\longleftarrow ⟶ \\longrightarrow ⟷ \\longleftrightarrow ⇐ \\Leftarrow ⇒ \\Rightarrow ⇔ \\Leftrightarrow ' +
  '⟸ \\Longleftarrow ⟹ \\Longrightarrow ⟺ \\Longleftrightarrow ↦ \\mapsto ⟼ \\longmapsto ↑ \\uparrow ↓ \\downarrow ↕ \\updownarrow ⇑ \\Uparrow ⇓ \\Downarrow ⇕ \\Updownarrow ' +
  '↗ \\nearrow ↘ \\searrow ↖ \\nwarrow ↙ \\swarrow ↪ \\hookrightarrow ↩ \\hookleftarrow ↼ \\leftharpoonup ↽ \\leftharpoondown ⇀ \\rightharpoonup ⇁ \\rightharpoondown ' +
  '⇌ \\rightleftharpoons ⇋ \\leftrightharpoons ↠ \\twoheadrightarrow ↞ \\twoheadleftarrow ⇇ \\leftleftarrows ⇉ \\rightrightarrows ⇈ \\upuparrows ⇊ \\downdownarrows ' +
  '↾ \\upharpoonright ↿ \\upharpoonleft ⇂ \\downharpoonright ⇃ \\downharpoonleft ↣ \\rightarrowtail ↢ \\leftarrowtail ⇆ \\leftrightarrows ⇄ \\rightleftarrows ' +
  '⇝ \\rightsquigarrow ↭ \\leftrightsquigarrow ↫ \\looparrowleft ↬ \\looparrowright ⊸ \\multimap ↚ \\nleftarrow ↛ \\nrightarrow ⇍ \\nLeftarrow ⇏ \\nRightarrow ⇎ \\nLeftrightarrow ↮ \\nleftrightarrow ' +
  '⇛ \\Rrightarrow ⇚ \\Lleftarrow ↶ \\curvearrowleft ↷ \\curvearrowright ↺ \\circlearrowleft ↻ \\circlearrowright ↰ \\Lsh ↱ \\Rsh';

const OPERATORS =
  '+ + − - - - ± \\pm ∓ \\mp × \\times ÷ \\div ⋅ \\cdot · \\cdot ∗ * * * ⋆ \\star ∘ \\circ ∙ \\bullet • \\bullet ⊕ \\oplus ⊖ \\ominus ⊗ \\otimes ⊘ \\oslash ⊙ \\odot ' +
  '⊞ \\boxplus ⊟ \\boxminus ⊠ \\boxtimes ⊡ \\boxdot ∪ \\cup ∩ \\cap ⊎ \\uplus ⊔ \\sqcup ⊓ \\sqcap ∧ \\wedge ∨ \\vee ∖ \\setminus ≀ \\wr ⋄ \\diamond ◯ \\bigcirc ' +
  '▷ \\triangleright ◁ \\triangleleft △ \\triangle ▽ \\bigtriangledown † \\dagger ‡ \\ddagger ⨿ \\amalg ⋉ \\ltimes ⋊ \\rtimes ⋋ \\leftthreetimes ⋌ \\rightthreetimes ⋇ \\divideontimes ' +
  '⋏ \\curlywedge ⋎ \\curlyvee ⋒ \\Cap ⋓ \\Cup ⊚ \\circledcirc ⊛ \\circledast ⊝ \\circleddash ∔ \\dotplus ⊺ \\intercal ⊻ \\veebar ⊼ \\barwedge ⩞ \\doublebarwedge';

const BIG =
  '∑ \\sum ∏ \\prod ∐ \\coprod ∫ \\int ∬ \\iint ∭ \\iiint ∮ \\oint ∯ \\oiint ⋃ \\bigcup ⋂ \\bigcap ⨄ \\biguplus ⨆ \\bigsqcup ⋀ \\bigwedge ⋁ \\bigvee ⨀ \\bigodot ⨁ \\bigoplus ⨂ \\bigotimes';

const ORDINARY =
  '∞ \\infty ∂ \\partial ∇ \\nabla ∀ \\forall ∃ \\exists ∄ \\nexists ¬ \\neg ∅ \\emptyset ℜ \\Re ℑ \\Im ⊤ \\top ⊥ \\perp ℵ \\aleph ℶ \\beth ℷ \\gimel ℸ \\daleth ℓ \\ell ℘ \\wp ' +
  'ℏ \\hbar ı \\imath ȷ \\jmath ′ \\prime ‵ \\backprime ♭ \\flat ♮ \\natural ♯ \\sharp ♣ \\clubsuit ♢ \\diamondsuit ♡ \\heartsuit ♠ \\spadesuit § \\S ¶ \\P ' +
  '□ \\square ■ \\blacksquare ◊ \\lozenge ⧫ \\blacklozenge ★ \\bigstar ▼ \\blacktriangledown ▲ \\blacktriangle ▶ \\blacktriangleright ◀ \\blacktriangleleft ✓ \\checkmark ✠ \\maltese ' +
  '∠ \\angle ∡ \\measuredangle ∢ \\sphericalangle ∁ \\complement ℧ \\mho ð \\eth Ⅎ \\Finv ⅁ \\Game ∎ \\blacksquare ▪ \\blacksquare ® \\circledR Ⓢ \\circledS ¥ \\yen / / ! ! ? ? % \\% # \\# & \\& $ \\$ @ @ ' +
  '… \\ldots ⋯ \\cdots ⋮ \\vdots ⋱ \\ddots ° {^\\circ} ◦ \\circ ╱ \\diagup ╲ \\diagdown ∣∣ \\| Å \\AA \u2032\u2032 ´´ | | ‖ \\| ⏐ | ∶ :';

const OPENING = '( ( [ [ { \\{ ⟨ \\langle ⌊ \\lfloor ⌈ \\lceil ⌜ \\ulcorner ⌞ \\llcorner ⟦ \\llbracket';
const CLOSING = ') ) ] ] } \\} ⟩ \\rangle ⌋ \\rfloor ⌉ \\rceil ⌝ \\urcorner ⌟ \\lrcorner ⟧ \\rrbracket';
const PUNCTUATION = ', , ; ;  . .';

const GREEK =
  'α \\alpha β \\beta γ \\gamma δ \\delta ε \\varepsilon ϵ \\epsilon ζ \\zeta η \\eta θ \\theta ϑ \\vartheta ι \\iota κ \\kappa ϰ \\varkappa λ \\lambda μ \\mu µ \\mu ν \\nu ξ \\xi ο o π \\pi ϖ \\varpi ' +
  'ρ \\rho ϱ \\varrho σ \\sigma ς \\varsigma τ \\tau υ \\upsilon φ \\varphi ϕ \\phi χ \\chi ψ \\psi ω \\omega ϝ \\digamma ' +
  'Γ \\Gamma Δ \\Delta ∆ \\Delta Θ \\Theta Λ \\Lambda Ξ \\Xi Π \\Pi Σ \\Sigma Υ \\Upsilon ϒ \\Upsilon Φ \\Phi Ψ \\Psi Ω \\Omega Ω \\Omega';

function* entries(list: string, kind: SignKind): Generator<[string, Command]> {
  const parts = list.split(' ').filter(Boolean);
  for (let i = 0; i + 1 < parts.length; i += 2) yield [parts[i] ?? '', { tex: parts[i + 1] ?? '', kind }];
}

/** By character; Latin letters and digits stand for themselves and are not here. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ...entries(RELATIONS, 'rel'),
  ...entries(OPERATORS, 'bin'),
  ...entries(BIG, 'big'),
  ...entries(ORDINARY, 'ord'),
  ...entries(GREEK, 'ord'),
  ...entries(OPENING, 'open'),
  ...entries(CLOSING, 'close'),
  ...entries(PUNCTUATION, 'punct'),
]);

/** What a stroke through a relation makes of it. */
export const NEGATED: ReadonlyMap<string, string> = new Map([
  ['=', '\\neq'],
  ['\\in', '\\notin'],
  ['\\mid', '\\nmid'],
  ['\\parallel', '\\nparallel'],
  ['\\exists', '\\nexists'],
  ['\\subseteq', '\\nsubseteq'],
  ['\\sim', '\\nsim'],
  ['\\cong', '\\ncong'],
]);

/** An accent's character → the command over one letter, and over more than one. */
export const ACCENTS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['^', ['\\hat', '\\widehat']],
  ['~', ['\\tilde', '\\widetilde']],
  ['¯', ['\\bar', '\\overline']],
  ['˙', ['\\dot', '\\dot']],
  ['¨', ['\\ddot', '\\ddot']],
  ['ˇ', ['\\check', '\\widecheck']],
  ['˘', ['\\breve', '\\breve']],
  ['´', ['\\acute', '\\acute']],
  ['`', ['\\grave', '\\grave']],
  ['˚', ['\\mathring', '\\mathring']],
  ['\u20d7', ['\\vec', '\\overrightarrow']],
  ['\u20db', ['\\dddot', '\\dddot']],
]);
