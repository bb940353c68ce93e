/** A loopback server that answers one question in words, as Chat Completions do without a stream. */
import { text } from 'node:stream/consumers';
import { listen } from './listen.ts';

export interface OpinionServer extends AsyncDisposable {
  /** Up to and including `/v1`. */
  readonly baseUrl: string;
  /** The `authorization` of every request. */
  readonly keys: readonly (string | undefined)[];
}

export async function openOpinionServer(
  answer: (question: string) => { status?: number; content: string },
): Promise<OpinionServer> {
  const keys: (string | undefined)[] = [];
  const listening = await listen(async (request, response) => {
    keys.push(request.headers.authorization);
    const { messages } = JSON.parse(await text(request));
    const { status = 200, content } = answer(messages.at(-1).content);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        status === 200
          ? { id: 'x', object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content } }] }
          : { error: { message: content } },
      ),
    );
  });
  return { ...listening, baseUrl: `${listening.url}/v1`, keys };
}
