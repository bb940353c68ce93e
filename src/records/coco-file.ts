import { COCO_CATEGORIES, COCO_DESCRIPTION, type CocoImage, cocoAnnotations } from '../dataset/coco.ts';
import { TextFile } from '../files/text-file.ts';
import type { PosterLayout } from '../model/schemas.ts';

/** Writes the layouts of many posters as one COCO document: annotations as they come, the short list of images last. */
export class CocoFile {
  readonly #file: TextFile;
  readonly #images: CocoImage[] = [];
  #annotations = 0;

  private constructor(file: TextFile) {
    this.#file = file;
  }

  /** @param partialPath where it is written until it is finished */
  static async open(partialPath: string): Promise<CocoFile> {
    const file = await TextFile.open(partialPath);
    const categories = JSON.stringify(COCO_CATEGORIES);
    const info = JSON.stringify({ description: COCO_DESCRIPTION });
    await file.write(`{"info":${info},"categories":${categories},"annotations":[`);
    return new CocoFile(file);
  }

  /** @param size of the poster's picture in pixels */
  async add(layout: PosterLayout, size: { width: number; height: number }): Promise<void> {
    const image = { id: this.#images.length + 1, file_name: layout.poster_path, ...size };
    const annotations = cocoAnnotations(layout, image, this.#annotations + 1);
    const text = annotations.map((annotation) => JSON.stringify(annotation)).join(',\n');
    if (text !== '') await this.#file.write(`${this.#annotations === 0 ? '\n' : ',\n'}${text}`);
    this.#images.push(image);
    this.#annotations += annotations.length;
  }

  async finish(path: string): Promise<void> {
    await this.#file.write(`\n],"images":${JSON.stringify(this.#images)}}\n`);
    await this.#file.finish(path);
  }

  discard(): Promise<void> {
    return this.#file.discard();
  }
}
