/** Addresses of pages about a paper → the address of its PDF, where a site has a rule for that. */

interface Rule {
  readonly host: RegExp;
  /** `null` where the rule does not fit the page. */
  readonly pdfOf: (url: URL) => string | null;
}

const RULES: readonly Rule[] = [
  {
    host: /(^|\.)openreview\.net$/,
    pdfOf: (url) => {
      const id = url.searchParams.get('id');
      return id && url.pathname !== '/pdf' ? `${url.origin}/pdf?id=${encodeURIComponent(id)}` : null;
    },
  },
  {
    host: /(^|\.)arxiv\.org$/,
    pdfOf: (url) => {
      const [, id] = /^\/(?:abs|html)\/(.+?)\/?$/.exec(url.pathname) ?? [];
      return id ? `${url.origin}/pdf/${id}` : null;
    },
  },
];

/** The address itself where no rule says otherwise. */
export function paperAddress(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  const rule = RULES.find(({ host }) => host.test(url.hostname));
  return rule?.pdfOf(url) ?? address;
}
