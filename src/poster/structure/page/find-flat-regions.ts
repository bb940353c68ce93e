/**
 * Cuts a picture into flat regions: areas over which the colour does not change, or only as slowly as in a gradient. A
 * panel's ground, a bar under a heading and the paper between panels are flat; text and pictures break them up.
 */

import { type Mat, MatScope, opencv } from '../../../opencv/opencv.ts';
import { heightOf, type Rect, widthOf } from '../../../pdf/geometry.ts';
import { areaOf } from '../../../pdf/rect-overlap.ts';
import { type Component, connectedComponents, type Labelled } from './components.ts';
import { GradientMeter } from './gradient.ts';
import type { Gradient, Picture, Rgb } from './page-model.ts';

export interface FlatRegion {
  readonly label: number;
  /** Pixels of the poster's picture. */
  readonly box: Rect;
  /** Red, green and blue; the mean. */
  readonly colour: Rgb;
  /** `null` where it is of one colour. */
  readonly gradient: Gradient | null;
  /** Share of the box between the region's outermost pixels, by rows or columns, whichever is less; 1 is a rectangle. */
  readonly fill: number;
}

/** `width`, `height` and `labels` are of the smaller picture that the flat regions were found in. */
export interface FlatRegions {
  readonly width: number;
  readonly height: number;
  /** Its pixels for one of the poster's picture. */
  readonly scale: number;
  /** The flat region's label at every pixel; 0 on edges. */
  readonly labels: Int32Array;
  readonly byLabel: ReadonlyMap<number, FlatRegion>;
}

/** Steps between neighbours, in grey levels, that are an edge; those of JPEG's noise and of gradients stay below. */
const EDGE = 16;
/** Side in pixels of what a pixel is compared with, and how far it may be off to be noise: a seam, a grain, a halo. */
const NEIGHBOURS = 3;
const FAINT = 40;
/** Smaller boxes, as a share of the picture, are letters and specks. */
const SMALLEST = 0.0004;

/** @param scale Pixels of this picture for one of the poster's. */
export function findFlatRegions(picture: Picture, scale: number): FlatRegions {
  const labelled = connectedComponents({ ...picture, data: smoothMask(picture) });
  const smallest = picture.width * picture.height * SMALLEST;
  const regions = labelled.components.filter(({ box }) => areaOf(box) >= smallest);
  return {
    width: picture.width,
    height: picture.height,
    scale,
    labels: labelled.labels,
    byLabel: new Map(regions.map((component) => [component.label, measure(component, labelled, picture, scale)])),
  };
}

/** 255 where neighbouring pixels differ little in every channel. */
function smoothMask({ data, width, height }: Picture): Uint8Array {
  using scope = new MatScope();
  const image = scope.from(data, height, width, opencv.CV_8UC3);
  const element = scope.add(opencv.getStructuringElement(opencv.MORPH_RECT, new opencv.Size(2, 2)));
  stillNoise(image, scope);
  const gradient = scope.empty();
  opencv.morphologyEx(image, gradient, opencv.MORPH_GRADIENT, element);
  const steps = gradient.data;
  const mask = new Uint8Array(width * height);
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const at = pixel * 3;
    if (steps[at]! < EDGE && steps[at + 1]! < EDGE && steps[at + 2]! < EDGE) mask[pixel] = 255;
  }
  return mask;
}

/** Pixels that are a little off the median around them become that; lines and letters, which are far off, stay. */
function stillNoise(image: Mat, scope: MatScope): void {
  const calm = scope.empty();
  opencv.medianBlur(image, calm, NEIGHBOURS);
  const [pixels, medians] = [image.data, calm.data];
  const isFaint = (at: number) => Math.abs(medians[at]! - pixels[at]!) < FAINT;
  for (let at = 0; at < pixels.length; at += 3) {
    if (!isFaint(at) || !isFaint(at + 1) || !isFaint(at + 2)) continue;
    for (let channel = at; channel < at + 3; channel++) pixels[channel] = medians[channel]!;
  }
}

function measure(
  { label, box, area }: Component,
  { labels, width }: Labelled,
  { data }: Picture,
  scale: number,
): FlatRegion {
  const sum: [number, number, number] = [0, 0, 0];
  const meter = new GradientMeter();
  const top = new Int32Array(widthOf(box)).fill(-1);
  const bottom = new Int32Array(widthOf(box));
  let byRows = 0;
  for (let y = box.y0; y < box.y1; y++) {
    let left = -1;
    let right = -1;
    for (let x = box.x0; x < box.x1; x++) {
      const pixel = y * width + x;
      if (labels[pixel] !== label) continue;
      if (left < 0) left = x;
      right = x;
      if (top[x - box.x0]! < 0) top[x - box.x0] = y;
      bottom[x - box.x0] = y;
      for (let channel = 0; channel < 3; channel++) sum[channel]! += data[pixel * 3 + channel]!;
      meter.add((x - box.x0) / widthOf(box), (y - box.y0) / heightOf(box), data, pixel * 3);
    }
    if (left >= 0) byRows += right - left + 1;
  }
  const byColumns = top.reduce((total, first, x) => total + (first < 0 ? 0 : bottom[x]! - first + 1), 0);
  const fill = Math.min(byRows, byColumns) / (widthOf(box) * heightOf(box));
  const colour = [sum[0] / area, sum[1] / area, sum[2] / area] as const;
  return { label, box: scaled(box, 1 / scale), fill, colour, gradient: meter.read() };
}

const scaled = ({ x0, y0, x1, y1 }: Rect, by: number): Rect => ({ x0: x0 * by, y0: y0 * by, x1: x1 * by, y1: y1 * by });
