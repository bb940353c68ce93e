/** Caption openings, until the caption finder takes over. */

const LABEL =
  /^(?<kind>fig(?:ure|\.)?|table|tab\.|algorithm|scheme|listing|chart|box|plate|video|supplementary (?:figure|table))\s*(?<number>[A-Z]?\d+(?:\.\d+)*[a-z]?|[IVX]+)(?:\s?[.:|–—-]|\s|$)/iu;

export function captionLabel(text: string): string | null {
  const match = LABEL.exec(text);
  const { kind, number } = match?.groups ?? {};
  if (!kind || !number) return null;
  const name = /^fig/i.test(kind)
    ? 'Figure'
    : /^tab/i.test(kind)
      ? 'Table'
      : kind[0]?.toUpperCase() + kind.slice(1).toLowerCase();
  return `${name} ${number}`;
}
