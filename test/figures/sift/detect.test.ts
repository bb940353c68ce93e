import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Keypoints, openSift } from '../../../src/figures/sift/sift.ts';
import { type Grey, readPicture } from './fixtures.ts';

/** Squares of 4 × 4 px in shades that look random, the same at every run. */
function noise(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const square = Math.floor((i % width) / 4) + 101 * Math.floor(i / width / 4);
    const mixed = Math.imul(square + 1, 0x9e3779b1);
    return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 24;
  });
}

const columns = ({ count, ...rest }: Keypoints) =>
  Object.entries(rest).map(([name, column]) => ({ name, column, count }));

function quarterTurn({ grey, width, height }: Grey): Grey {
  const turned = Uint8Array.from({ length: grey.length }, (_, i) => {
    const [x, y] = [i % height, Math.floor(i / height)];
    return grey[(height - 1 - x) * width + y]!;
  });
  return { grey: turned, width: height, height: width };
}

test('a picture without structure or smaller than the filters has no keypoints', () => {
  using sift = openSift();
  for (const upsample of [true, false]) {
    for (const [width, height] of [
      [1, 1],
      [1, 300],
      [300, 1],
      [2, 3],
      [7, 7],
      [200, 150],
    ] as const) {
      for (const shade of [0, 255]) {
        const found = sift.detect(new Uint8Array(width * height).fill(shade), width, height, { upsample });
        assert.equal(found.count, 0, `${width} × ${height}`);
        for (const { name, column } of columns(found)) assert.equal(column.length, 0, name);
      }
    }
  }
});

test('every number of a keypoint is finite and inside the picture, even on the smallest noisy ones', () => {
  using sift = openSift();
  for (let side = 1; side < 48; side++) {
    const grey = noise(side, side + 3);
    const found = sift.detect(grey, side, side + 3, { upsample: side % 2 === 0 });
    for (let i = 0; i < found.count; i++) {
      assert.ok(found.x[i]! >= 0 && found.x[i]! < side && found.y[i]! >= 0 && found.y[i]! < side + 3);
      assert.ok(found.angle[i]! >= 0 && found.angle[i]! < 360 && found.size[i]! > 0 && found.response[i]! > 0);
    }
    assert.equal(found.descriptors.length, 128 * found.count);
  }
});

test('the same picture gives the same bytes, whatever was seen before and in whichever instance', async () => {
  const [plot, poster] = [await readPicture('plot'), await readPicture('poster')];
  using sift = openSift();
  using other = openSift();
  const first = sift.detect(plot.grey, plot.width, plot.height, { upsample: true });
  sift.detect(poster.grey, poster.width, poster.height, { upsample: true });
  sift.nearestTwo(first.descriptors, first.descriptors);
  assert.deepEqual(sift.detect(plot.grey, plot.width, plot.height, { upsample: true }), first);
  assert.deepEqual(other.detect(plot.grey, plot.width, plot.height, { upsample: true }), first);
});

test('what earlier calls left in memory changes nothing, not even bytes that are no number', () => {
  using fresh = openSift();
  using used = openSift();
  used.nearestTwo(new Uint8Array(128), new Uint8Array(128 * 20_000).fill(255));
  for (const [width, height] of [
    [64, 48],
    [80, 80],
    [33, 90],
  ] as const) {
    const grey = noise(width, height);
    for (const upsample of [true, false]) {
      const found = used.detect(grey, width, height, { upsample });
      assert.ok(found.count >= 5);
      assert.deepEqual(found, fresh.detect(grey, width, height, { upsample }));
    }
    used.nearestTwo(new Uint8Array(128), new Uint8Array(128 * 20_000).fill(255));
  }
});

test('a picture turned by 90° has its keypoints at the turned places, with angles 90° on and the same descriptors', async () => {
  using sift = openSift();
  const upright = await readPicture('scatter');
  const turned = quarterTurn(upright);
  const a = sift.detect(upright.grey, upright.width, upright.height, { upsample: false });
  const b = sift.detect(turned.grey, turned.width, turned.height, { upsample: false });
  const { first, firstDistance } = sift.nearestTwo(a.descriptors, b.descriptors);
  let same = 0;
  for (let i = 0; i < a.count; i++) {
    const j = first[i]!;
    const off = Math.hypot(b.x[j]! - (upright.height - 1 - a.y[i]!), b.y[j]! - a.x[i]!);
    const turn = (b.angle[j]! - a.angle[i]! + 360) % 360;
    // pixels of higher octaves are every second one, counted from another corner
    if (off < 0.6 * 2 ** a.octave[i]! && Math.abs(turn - 90) < 5 && firstDistance[i]! < 100 ** 2) same++;
  }
  assert.ok(a.count > 100 && same > 0.85 * a.count, `${same} of ${a.count}`);
});

test('without doubling, what is found was found in the doubled picture as well, from the next octave on', async () => {
  using sift = openSift();
  const { grey, width, height } = await readPicture('panels');
  const single = sift.detect(grey, width, height, { upsample: false });
  const doubled = sift.detect(grey, width, height, { upsample: true });
  const met = single.x.filter((x, i) =>
    doubled.x.some((other, j) => {
      const off = Math.hypot(other - x, doubled.y[j]! - single.y[i]!);
      return off < 1.5 * 2 ** single.octave[i]! && Math.abs(Math.log2(doubled.size[j]! / single.size[i]!)) < 0.4;
    }),
  ).length;
  assert.ok(single.count > 200 && met > 0.85 * single.count, `${met} of ${single.count}`);
  assert.deepEqual([Math.min(...single.octave), Math.min(...doubled.octave)], [0, -1]);
});

test('maxKeypoints keeps the strongest, in order and with all that equal the last', async () => {
  using sift = openSift();
  const { grey, width, height } = await readPicture('panels');
  const all = sift.detect(grey, width, height, { upsample: true });
  for (const maxKeypoints of [0, 1, 50, all.count, all.count + 1]) {
    const kept = sift.detect(grey, width, height, { upsample: true, maxKeypoints });
    const bound = all.response.toSorted().at(-maxKeypoints) ?? 0;
    const expected = maxKeypoints === 0 ? all.response.slice(0, 0) : all.response.filter((value) => value >= bound);
    assert.deepEqual(kept.response, expected);
    assert.ok(kept.count >= Math.min(maxKeypoints, all.count));
  }
});

test('octaves ends the search after so many, the finest first, and finds in those what it would have found', async () => {
  using sift = openSift();
  const { grey, width, height } = await readPicture('panels');
  const all = sift.detect(grey, width, height, { upsample: true });
  for (const octaves of [1, 2, 99]) {
    const some = sift.detect(grey, width, height, { upsample: true, octaves });
    const expected = Array.from(all.x.keys()).filter((i) => all.octave[i]! < octaves - 1);
    assert.deepEqual(
      Array.from(some.x),
      expected.map((i) => all.x[i]),
    );
  }
});

test('a higher contrast threshold leaves fewer keypoints, all above it', async () => {
  using sift = openSift();
  const { grey, width, height } = await readPicture('poster');
  const plain = sift.detect(grey, width, height, { upsample: true });
  const strict = sift.detect(grey, width, height, { upsample: true, contrast: 0.15 });
  assert.ok(strict.count > 0 && strict.count < plain.count);
  assert.ok(strict.response.every((value) => value * 3 >= 0.1499));
  assert.ok(plain.response.every((value) => value * 3 >= 0.0399));
});

test('sizes that do not fit are refused, and so is what would take too much memory, with what to do', () => {
  using sift = openSift();
  const pixel = new Uint8Array(1);
  assert.throws(() => sift.detect(pixel, 2, 1, { upsample: false }), /one byte a pixel/);
  for (const side of [0, -1, 1.5, Number.NaN]) {
    assert.throws(() => sift.detect(pixel, side, 1, { upsample: false }), RangeError);
  }
  assert.throws(() => sift.detect(pixel, 20_000, 20_000, { upsample: false }), {
    code: 'too-large',
    message: /shrink it/,
  });
  for (const [width, height] of [
    [1, 3_000_000],
    [30_000_000, 1],
  ] as const) {
    assert.throws(() => sift.detect(pixel, width, height, { upsample: false }), { code: 'too-large' });
  }
  assert.throws(() => sift.detect(pixel, 5000, 4000, { upsample: true }), {
    code: 'too-large',
    message: /do not upsample/,
  });
});

test('pictures much longer than wide work, in either direction', () => {
  using sift = openSift();
  for (const [width, height] of [
    [20_000, 24],
    [24, 20_000],
    [100_000, 2],
    [2, 100_000],
  ] as const) {
    const found = sift.detect(noise(width, height), width, height, { upsample: false });
    assert.equal(found.count > 100, Math.min(width, height) > 2);
  }
});

test('a kernel that was disposed of says so', () => {
  const sift = openSift();
  sift[Symbol.dispose]();
  assert.throws(() => sift.detect(new Uint8Array(1), 1, 1, { upsample: false }), /open another/);
});

test('memory of a large picture is given back: the process does not grow from poster to poster', () => {
  using sift = openSift();
  const [width, height] = [3000, 2200];
  const grey = new Uint8Array(width * height).fill(128);
  const peaks = Array.from({ length: 3 }, () => {
    sift.detect(grey, width, height, { upsample: false });
    return process.memoryUsage.rss() / 2 ** 20;
  });
  assert.ok(peaks.at(-1)! - peaks[0]! < 300, peaks.map(Math.round).join(' '));
});
