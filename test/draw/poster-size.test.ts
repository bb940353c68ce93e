import assert from 'node:assert/strict';
import { test } from 'node:test';
import { legibleSize, posterSize } from '../../src/draw/page/poster-size.ts';

test('named sizes lie as the poster does; measured ones are taken as they are', () => {
  assert.deepEqual(posterSize('48x36in', 'portrait'), { width: 3456, height: 2592 });
  const [landscape, portrait] = [posterSize('A1', 'landscape'), posterSize('a1', 'portrait')];
  assert.equal(Math.round(landscape?.width ?? 0), 2384);
  assert.deepEqual([portrait?.height, portrait?.width], [landscape?.width, landscape?.height]);
  assert.equal(posterSize('A0', 'square')?.width, posterSize('A0', 'square')?.height);
});

test('what no printer takes is no size', () => {
  for (const size of ['1x1mm', '900x900in', 'A9', '0x5in', 'x']) assert.equal(posterSize(size, 'portrait'), null, size);
});

test('18 points on A0; smaller paper is read from nearer', () => {
  const sizeOn = (name: string): number => legibleSize(posterSize(name, 'portrait') ?? { width: 0, height: 0 });
  assert.equal(sizeOn('A0').toFixed(1), '18.0');
  assert.equal(sizeOn('A2').toFixed(1), '9.0');
});
