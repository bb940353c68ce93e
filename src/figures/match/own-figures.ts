/** Figures of a poster that are none of the paper's: told in words, since no file stands behind their image lines. */

/** An image line as the engines write it; what is found in the paper gets a file's name in place of `figure`. */
const IMAGE_OF_NOTHING = /^([ \t]*)!\[([^\]]*)\]\(figure\)[ \t]*$/gm;

/** `![words](figure)` → `*Figure: words*`: whoever learns from the text learns no link that leads nowhere. */
export function tellOwnFigures(markdown: string): string {
  return markdown.replace(IMAGE_OF_NOTHING, (_line, indent: string, words: string) => {
    const told = words.replaceAll('*', '').trim();
    return `${indent}*Figure${told === '' ? '' : `: ${told}`}*`;
  });
}
