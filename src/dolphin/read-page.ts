import type { PageElement } from './page-elements.ts';

export interface ReadElement extends PageElement {
  /** As the model wrote it; empty for a figure. */
  readonly text: string;
}

export interface ReadPage {
  /** From 1. */
  readonly number: number;
  /** Pixels of the picture that was read. */
  readonly width: number;
  readonly height: number;
  /** In reading order. */
  readonly elements: readonly ReadElement[];
}
