import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Keypoints, openSift } from '../../../src/figures/sift/sift.ts';
import { PICTURES, readPeer, readPicture, squaredDistance } from './fixtures.ts';

/** The least squared distance of a descriptor to those at the same place and of the same size; none there: infinite. */
function nearestThere(found: Keypoints, { x, y, size, descriptor }: ReturnType<typeof readPeer>[number]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < found.count; i++) {
    if (Math.hypot(found.x[i]! - x, found.y[i]! - y) > 1 || Math.abs(found.size[i]! / size - 1) > 0.15) continue;
    least = Math.min(least, squaredDistance(descriptor, found.descriptors.subarray(128 * i, 128 * (i + 1))));
  }
  return least;
}

test('at least eight pictures are held against OpenCV', () => assert.ok(PICTURES.length >= 8, PICTURES.join(' ')));

for (const name of PICTURES) {
  test(`${name}: 99 % of OpenCV's keypoints are met within 1 px, 95 % of their descriptors within L2 distance 2`, async () => {
    using sift = openSift();
    const { grey, width, height } = await readPicture(name);
    const found = sift.detect(grey, width, height, { upsample: true });
    const peers = readPeer(name);
    const distances = peers.map((peer) => nearestThere(found, peer));
    const met = distances.filter(Number.isFinite).length;
    const close = distances.filter((squared) => squared <= 4).length;
    assert.ok(peers.length >= 40);
    assert.ok(met >= 0.99 * peers.length, `${met} of ${peers.length} keypoints`);
    assert.ok(close >= 0.95 * met, `${close} of ${met} descriptors`);
    assert.ok(found.count <= 1.01 * peers.length, `${found.count} keypoints where OpenCV has ${peers.length}`);
  });
}
