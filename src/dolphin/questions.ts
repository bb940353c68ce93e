/** Dolphin was trained on these words and answers no others: https://github.com/bytedance/Dolphin */

export const READING_ORDER = 'Parse the reading order of this document.';

const BY_LABEL: Readonly<Record<string, string>> = {
  tab: 'Parse the table in the image.',
  equ: 'Read formula in the image.',
  code: 'Read code in the image.',
};

export const questionAbout = (label: string): string => BY_LABEL[label] ?? 'Read text in the image.';

/** Tokens of an answer at the most. */
export const ANSWER_TOKENS = 4096;
