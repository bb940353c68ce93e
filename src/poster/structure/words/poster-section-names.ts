/** Words that posters of every field head their sections with. */

const NAMES = new Set(
  `abstract acknowledgement acknowledgements acknowledgment acknowledgments aim aims algorithm analysis application
  applications approach architecture background benefits bibliography challenge challenges conclusion conclusions contact
  context contribution contributions data dataset datasets demo demonstration design discussion evaluation example examples
  experiment experiments findings formulation framework funding future goal goals hypotheses hypothesis idea ideas
  implementation implications introduction key limitations literature main material materials method methodology
  methods model motivation motivations objective objectives outlook overview participants perspectives preliminaries
  previous problem procedure proposed reference references related results setting setup solution statement study
  summary system task theory training validation work works directions experimental research our the of and for
  take home message messages information questions question description remarks concluding contributions performance
  case studies ongoing next steps highlights quantitative qualitative new`.split(/\s+/),
);

/** `2. Method`, `RESULTS & DISCUSSION:` and the like: nothing but words that name sections. */
export function namesSection(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/^(?:section\s+)?(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.):]?\s+/, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  return words.length > 0 && words.length <= 5 && words.every((word) => NAMES.has(word)) && words.join('').length >= 4;
}
