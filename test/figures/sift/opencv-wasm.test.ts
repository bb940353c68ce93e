import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

// the package's own types do not compile
const { cv }: { cv: Record<string, unknown> } = createRequire(import.meta.url)('opencv-wasm');

test('opencv-wasm binds no SIFT, which is why there is a kernel', () => {
  assert.equal(cv.SIFT, undefined);
  assert.equal(cv.SIFT_create, undefined);
  assert.equal(typeof cv.warpAffine, 'function');
});
