/** What a download must be, told by its first bytes: a server's error page is no PDF, whatever it calls itself. */
import { RowError } from '../../model/item.ts';

export type Wanted = 'paper' | 'poster';

interface Kind {
  readonly ending: string;
  readonly starts: (bytes: Buffer) => boolean;
}

const latin =
  (start: string, at = 0) =>
  (bytes: Buffer) =>
    bytes.toString('latin1', at, at + start.length) === start;

/** A PDF may have up to 1,024 bytes before its header (ISO 32000-1, implementation note 13). */
const pdf: Kind = { ending: '.pdf', starts: (bytes) => bytes.toString('latin1', 0, 1024).includes('%PDF-') };

const KINDS: Readonly<Record<Wanted, readonly Kind[]>> = {
  paper: [pdf],
  poster: [
    { ending: '.png', starts: latin('\x89PNG\r\n\x1a\n') },
    { ending: '.jpg', starts: latin('\xff\xd8\xff') },
    { ending: '.webp', starts: latin('WEBP', 8) },
    { ending: '.avif', starts: latin('ftypavif', 4) },
    { ending: '.tif', starts: (bytes) => latin('II*\0')(bytes) || latin('MM\0*')(bytes) },
    { ending: '.gif', starts: latin('GIF8') },
    pdf,
  ],
};

/** Bytes that must be there to tell. */
export const TELLING_BYTES = 1024;

/** @returns the file's ending. @throws RowError `unreadable` for what is neither a PDF nor, for a poster, a picture */
export function endingOf(start: Buffer, wanted: Wanted, address: string): string {
  const kind = KINDS[wanted].find(({ starts }) => starts(start));
  if (kind) return kind.ending;
  const isPage = /^\s*(<!doctype html|<html|<\?xml)/i.test(start.toString('latin1', 0, 256));
  throw new RowError(
    'unreadable',
    `${address} is no ${wanted === 'paper' ? 'PDF' : 'picture or PDF'}${isPage ? ', but a web page' : ''}`,
  );
}
