import { readReadingOrder } from '../../dolphin/page-elements.ts';
import { READING_ORDER } from '../../dolphin/questions.ts';
import sharp from '../../lib/picture-decoder.ts';
import { dataUri } from '../chat/chat-request.ts';
import { ask, checkServer, excerpt, isRefusal, type ServerToCheck, sayingOf } from '../chat/check-chat-server.ts';
import { type Check, failure, warning, well } from '../check.ts';

/** Reachable, the model is there, and it finds the elements of a small page. */
export const checkDolphin = (server: ServerToCheck): Promise<Check[]> => checkServer(server, [checkReading]);

/** Pixels; multiples of 28. */
const PAGE = { width: 560, height: 784 };

async function checkReading(server: ServerToCheck, model: string): Promise<Check> {
  const url = dataUri({ mediaType: 'image/png', data: await drawPage() });
  const content = [
    { type: 'image_url' as const, image_url: { url } },
    { type: 'text' as const, text: READING_ORDER },
  ];
  try {
    const said = await ask(server, { model, temperature: 0, messages: [{ role: 'user', content }] });
    const elements = readReadingOrder(said, PAGE);
    if (elements) return well('dolphin', `${model} finds ${elements.length} elements on a page`);
    return warning(
      'dolphin',
      `about a page it said ${excerpt(said)}`,
      `Is this Dolphin-v2? See ${server.options.model}.`,
    );
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return failure('dolphin', sayingOf(thrown, server), 'Serve ByteDance/Dolphin-v2 with its vision part.');
  }
}

/** A title and twelve lines of text, as bars. */
function drawPage(): Promise<Buffer> {
  const bar = (left: number, top: number, width: number, height: number) => ({
    input: { create: { width, height, channels: 3 as const, background: '#000000' } },
    left,
    top,
  });
  const lines = Array.from({ length: 12 }, (_, i) => bar(60, 160 + i * 28, 440, 10));
  return sharp({ create: { ...PAGE, channels: 3, background: '#ffffff' } })
    .composite([bar(120, 60, 320, 30), ...lines])
    .png()
    .toBuffer();
}
