/** `generate`: papers in, posters out: written by a model, or made of the paper's own sentences and figures. */
import { basename, extname } from 'node:path';
import type { Config } from '../config/config.ts';
import { findCredentials, modelOf } from '../config/credentials.ts';
import { askedServers } from '../config/model-servers.ts';
import { userText } from '../dataset/formats/conversation.ts';
import { inputFor, instructionFor } from '../dataset/instruction.ts';
import { markdownSections, plainTitle } from '../dataset/markdown-sections.ts';
import { extractPoster } from '../draw/extract/extract-poster.ts';
import { judge } from '../draw/page/gates.ts';
import type { PictureData } from '../draw/page/poster-drawing.ts';
import { type FormulaSetter, openFormulaSetter } from '../draw/type/set-formula.ts';
import { askForPoster } from '../engines/asking/ask-for-poster.ts';
import type { TextModel } from '../engines/chat/text-model.ts';
import { openPaperReader } from '../engines/open/open-paper-reader.ts';
import { openScratch } from '../files/scratch.ts';
import { RowError } from '../model/item.ts';
import type { ParsedDocument } from '../model/schemas.ts';
import { UsageError } from '../model/usage-error.ts';
import { readPicture } from '../store/find-pictures.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { openDocuments } from '../terminal/open-documents.ts';
import type { Request } from '../terminal/stdio.ts';
import { untilInterrupted } from '../terminal/until-interrupted.ts';
import { withinTime } from '../terminal/within-time.ts';
import { openThreads } from '../threads/pool.ts';
import { drawAs, openPosterOutput, tellVerdict } from './poster-output.ts';

export const help: VerbHelp = {
  verb: 'generate',
  operands: '<PAPER...>',
  summary:
    'papers (PDF) to posters, written by a model or, with --engine extractive, made of their own sentences and figures',
  examples: [
    'poster-stream generate paper.pdf --engine extractive -o poster.pptx',
    'poster-stream generate paper.pdf --engine openai --base-url http://localhost:8000/v1 -o poster.pdf',
    'poster-stream generate *.pdf --engine extractive --to pdf -o posters/',
  ],
};

/** Who writes; `null` takes the paper's own words. */
type Writer = TextModel | null;

export async function command(request: Request): Promise<number> {
  const { config, operands, stderr } = request;
  const writer = await openWriter(config);
  await using documents = await openDocuments(request);
  const output = await openPosterOutput(request);
  await using threads = openThreads(config.threads);
  await using reader = await openPaperReader(config, threads);
  await using scratch = await openScratch();
  const formulas = await openFormulaSetter();
  const interrupt = new AbortController();
  request.onSignal(() => interrupt.abort());
  let failed = 0;
  for await (const operand of untilInterrupted(eachOf(operands), request)) {
    const path = documents.fileOf(operand);
    const docId = basename(path, extname(path));
    try {
      const figuresDir = await scratch.make(path, 'figures');
      const document = { docId, path, sourcePath: path, figuresDir, workDir: scratch.dirFor(path) };
      const paper = await withinTime(reader.timeoutMs, interrupt.signal, (signal) =>
        reader.readPaper(document, signal),
      );
      const pictures = await picturesOf(paper);
      await scratch.release(path, true);
      const drawing = await draw(paper, pictures, { config, writer, formulas });
      await output.write(drawing, docId);
      await tellVerdict(request, docId, drawing);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      failed += 1;
      stderr.write(`${operand}: ${error.code}: ${error.message}\n`);
    }
  }
  return failed > 0 ? 1 : 0;
}

async function* eachOf<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

async function draw(
  paper: ParsedDocument,
  pictures: ReadonlyMap<string, PictureData>,
  { config, writer, formulas }: { config: Config; writer: Writer; formulas: FormulaSetter | null },
) {
  const asDrawn = ({ layout, content }: Pick<ReturnType<typeof extractPoster>, 'layout' | 'content'>) =>
    drawAs({ layout, markdown: content, pictures, title: titleOf(paper) }, config, formulas);
  if (writer === null) return asDrawn(extractPoster(paper));
  const question = questionFor(paper);
  const poster = await askForPoster(writer.ask, question, (answer) =>
    Object.values(judge(asDrawn(answer)).gates).flatMap(({ problems }) => problems),
  );
  return asDrawn(poster);
}

/** The prompt that the training data has, from the same functions. */
function questionFor(paper: ParsedDocument): string {
  const sections = markdownSections(paper.markdown_content);
  const abstract = sections.find(({ title }) => plainTitle(title) === 'abstract')?.blocks.slice(1) ?? [];
  const instruction = instructionFor({ title: titleOf(paper), abstract: abstract.join('\n\n') }, 'both');
  return userText({ instruction, input: inputFor(paper.markdown_content, 'both', null), output: '' });
}

const titleOf = (paper: ParsedDocument): string =>
  markdownSections(paper.markdown_content).find(({ level }) => level === 1)?.title ?? '';

async function picturesOf({ figures }: ParsedDocument): Promise<Map<string, PictureData>> {
  const pictures = new Map<string, PictureData>();
  for (const { label, file_path } of figures) {
    const picture = label !== null && file_path !== null ? await readPicture(file_path) : null;
    if (label !== null && picture) pictures.set(label, picture);
  }
  return pictures;
}

/** @throws UsageError where it is not said whom to ask */
async function openWriter(config: Config): Promise<Writer> {
  // Loaded when they are needed only: their clients are large.
  if (config.engine === 'local') return null;
  const credentials = findCredentials(config);
  const { timeout, maxRetries, maxTokens } = config;
  const common = { apiKey: credentials.apiKey, model: modelOf(config) ?? '', timeoutMs: timeout * 1000, maxRetries };
  if (config.engine === 'claude') {
    if (!credentials.apiKey)
      throw new UsageError('No key: set ANTHROPIC_API_KEY, or choose --engine extractive, which needs none');
    const { openClaudeTextModel } = await import('../engines/claude/claude-text-model.ts');
    return openClaudeTextModel({ ...common, baseUrl: config.baseUrl[0] ?? null }, maxTokens);
  }
  const servers = askedServers(config, credentials);
  const [baseUrl] = servers;
  if (baseUrl === undefined)
    throw new UsageError('No server: say where the model is served, as in --base-url http://localhost:8000/v1');
  const { onlyModel } = await import('../engines/chat/served-models.ts');
  const model = common.model || (await onlyModel(servers, credentials.apiKey ?? ''));
  const { openTextModel } = await import('../engines/chat/text-model.ts');
  return openTextModel({ ...common, model, baseUrl });
}
