import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRow, readTopics, readYear } from '../../src/rows/read-row.ts';

const paths = { local_image_path: 'a.png', local_pdf_path: 'a.pdf' };

test('an id and two paths are enough; unknown columns are kept in raw', () => {
  assert.deepEqual(readRow({ paper_id: ' p1 ', ...paths, abstract: '', doi: '10.1/x' }), {
    paper_id: 'p1',
    title: null,
    abstract: null,
    conference: null,
    year: null,
    topics: [],
    ...paths,
    raw: { doi: '10.1/x' },
  });
});

test('a row without an id or a path is invalid and says what is missing', () => {
  for (const missing of ['paper_id', 'local_image_path', 'local_pdf_path']) {
    assert.throws(() => readRow({ paper_id: 'p', ...paths, [missing]: ' ' }), {
      code: 'invalid-row',
      message: `No ${missing}`,
    });
  }
});

test('years are read as people and pandas write them', () => {
  assert.deepEqual(['2024', '2024.0', 2024, ' 2024 '].map(readYear), [2024, 2024, 2024, 2024]);
  assert.deepEqual(['', 'nan', '2024.5', null, '-1', '1e9'].map(readYear), [null, null, null, null, null, null]);
});

test('topics are a JSON array, a Python list or separated by semicolons', () => {
  assert.deepEqual(readTopics('["vision", "it\'s"]'), ['vision', "it's"]);
  assert.deepEqual(readTopics(`['vision', "it's", 'caf\\xe9', 'a\\'b', None]`), ['vision', "it's", 'café', "a'b"]);
  assert.deepEqual(readTopics(' vision; language ;'), ['vision', 'language']);
  assert.deepEqual(readTopics('[]'), []);
  assert.deepEqual(readTopics(null), []);
});

test('topics written as JSON come back', () => {
  const topic = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '');
  fc.assert(fc.property(fc.array(topic), (topics) => assert.deepEqual(readTopics(JSON.stringify(topics)), topics)));
});
