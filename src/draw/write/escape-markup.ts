/** Text of strangers as text of SVG, HTML and XML: nothing of it is ever markup. */
const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeMarkup = (text: string): string =>
  text
    // XML has no way to write these.
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');

/** Points with as many digits as a printer can show. */
export const points = (value: number): string => String(Math.round(value * 100) / 100);
