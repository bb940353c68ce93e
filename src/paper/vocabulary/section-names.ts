/** How papers name their sections. */

const TOP =
  /^(?:abstract|summary|synopsis|introduction|background|related works?|literature review|preliminaries|notations?|(?:materials? and |patients and |subjects and |research |study )?methods?(?: and materials?)?|methodology|materials?|experiments?|experimental(?: (?:section|setup|results|procedures?|details))?|evaluation|results?(?: and discussions?)?|findings|discussions?(?: and conclusions?)?|limitations?|conclusions?(?: and (?:future (?:work|directions)|outlook|discussion|perspectives?))?|concluding remarks|future work|outlook|acknowledge?ments?|references?(?: cited)?|bibliography|literature cited|works cited|appendi(?:x|ces)|supplementary (?:materials?|data|information)|supporting information|additional (?:files?|information)|abbreviations?|(?:list of )?notation|nomenclature|funding|(?:author|authors['’]?|author['’]s) (?:contributions?|information|details)|conflicts? of interests?(?: statement)?|competing (?:financial )?interests?|declarations?|ethics (?:statement|approval(?: and consent to participate)?)|consent for publication|availability of data and materials?|data availability(?: statement)?|publisher['’]s note|case (?:report|presentation|description)|statistical analysis|disclosures?|footnotes|contents)$/i;

const REFERENCES =
  /^(?:(?:bibliographical |cited |selected )?references?(?: and notes| cited)?|notes and references|bibliography|literature cited|works cited|reference list)$/i;

/** The words of a heading without its number and closing punctuation. */
export function bareHeading(text: string): string {
  return text
    .replace(/^(?:section|appendix)\s+/i, '')
    .replace(/^(?:(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.)]?\s+)(?=\S)/, '')
    .replace(/\s*[.:—–-]\s*$/, '')
    .trim();
}

/** `A B S T R A C T` is a way to set a word. */
const unspaced = (text: string) => (/^(?:\p{L} ){3,}\p{L}$/u.test(text) ? text.replaceAll(' ', '') : text);

/** Theorems and their like are set apart as headings are, and are none. */
const STATEMENT =
  /^(?:theorem|lemma|proposition|corollary|definition|remark|example|proof|claim|conjecture|assumption|case|step|property|observation|fact|question|problem|exercise|note)s?\b[\s\d.:()]*$/i;
const KEYWORDS = /^(?:key ?words?(?: and phrases)?|index terms|subject headings|pacs(?: numbers?)?)\s*[:.]?$/i;

export const isStatement = (text: string): boolean => STATEMENT.test(text);
/** `Keywords: basil, pollen`. */
export const startsKeywords = (text: string): boolean => KEYWORDS.test(text.slice(0, 24).replace(/[:.—–].*$/, ''));
/** What a publisher has printed between the abstract and the text. */
export const endsAbstract = (text: string): boolean =>
  startsKeywords(text) ||
  /^(?:ACM Reference Format|CCS Concepts|Categories and Subject Descriptors|(?:(?:AMS )?Mathematics|AMS|MSC) Subject Classification)/i.test(
    text,
  );
export const isSectionName = (text: string): boolean => TOP.test(unspaced(bareHeading(text)));
export const isReferencesName = (text: string): boolean => REFERENCES.test(unspaced(bareHeading(text)));
export const isAbstractName = (text: string): boolean =>
  /^(?:abstract|summary|synopsis)$/i.test(unspaced(bareHeading(text)));
