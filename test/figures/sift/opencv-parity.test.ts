import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSift } from '../../../src/figures/sift/sift.ts';
import { agreement, picturesIn, readPeers, readPicture } from './fixtures.ts';

test('at least eight pictures are held against OpenCV', () => assert.ok(picturesIn().length >= 8));

for (const name of picturesIn()) {
  test(`${name}: 99 % of OpenCV's keypoints are met within 1 px, 95 % of their descriptors within L2 distance 2`, async () => {
    using sift = openSift();
    const { grey, width, height } = await readPicture(name);
    const found = sift.detect(grey, width, height, { upsample: true });
    const peers = readPeers(name);
    const { met, close } = agreement(found, peers);
    assert.ok(peers.length >= 40);
    assert.ok(met >= 0.99 * peers.length, `${met} of ${peers.length} keypoints`);
    assert.ok(close >= 0.95 * met, `${close} of ${met} descriptors`);
    assert.ok(found.count <= 1.01 * peers.length, `${found.count} keypoints where OpenCV has ${peers.length}`);
  });
}
