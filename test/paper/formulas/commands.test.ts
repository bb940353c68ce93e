import assert from 'node:assert/strict';
import { test } from 'node:test';
import katex from 'katex';
import { ACCENTS, COMMANDS, NEGATED } from '../../../src/paper/formulas/glyphs/commands.ts';
import { MSAM, MSBM, OML, OMS, OMX } from '../../../src/paper/formulas/glyphs/encodings.ts';
import { mathLetter } from '../../../src/paper/formulas/glyphs/math-letters.ts';

const parses = (tex: string): boolean => {
  try {
    katex.renderToString(tex, { throwOnError: true, strict: false });
    return true;
  } catch {
    return false;
  }
};

test('KaTeX knows every command that a sign is written as', () => {
  const commands = [...COMMANDS.values()].map(({ tex }) => tex);
  const accented = [...ACCENTS.values()].flat().map((command) => `${command}{x}`);
  const unknown = [...commands, ...NEGATED.values(), ...accented].filter((tex) => !parses(tex));
  assert.deepEqual(unknown, []);
});

test("each of TeX's encodings has 128 slots, and signs stand where the fonts have them", () => {
  for (const encoding of [OML, OMS, OMX, MSAM, MSBM]) assert.equal(encoding.length, 128);
  assert.deepEqual([OML[11], OML[32], OML[64], OML[122]], ['α', 'ψ', '∂', 'z']);
  assert.deepEqual([OMS[0], OMS[20], OMS[54], OMS[112]], ['−', '≤', '\u0338', '√']);
  assert.deepEqual([OMX[16], OMX[80], OMX[88], OMX[112]], ['(', '∑', '∑', '√']);
  assert.deepEqual([MSAM[3], MSAM[44], MSBM[82], MSBM[127]], ['□', '≜', 'R', '϶']);
});

test('every sign of the encodings that stands for itself has a command', () => {
  const parts = /^[⎛-⎷⏞⏟√‾^~()|⏐ıȷ]|^\p{M}|^$|^[\p{L}\p{N}]$/u;
  const missing = [...OML, ...OMS, ...OMX, ...MSAM, ...MSBM].filter((sign) => !parts.test(sign) && !COMMANDS.has(sign));
  assert.deepEqual([...new Set(missing)], []);
});

test("a letter of Unicode's mathematical alphabets is a plain letter with a face", () => {
  assert.deepEqual(mathLetter('𝑥'), ['x', 'it']);
  assert.deepEqual(mathLetter('ℎ'), ['h', 'it']);
  assert.deepEqual(mathLetter('𝔸'), ['A', 'bb']);
  assert.deepEqual(mathLetter('𝛼'), ['α', 'it']);
  assert.deepEqual(mathLetter('𝟙'), ['1', 'bb']);
  assert.equal(mathLetter('x'), null);
});
