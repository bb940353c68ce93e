import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ROLES, spreadRoles, takeTurns } from '../../../src/engines/serving/spread-roles.ts';

const gpus = fc.uniqueArray(fc.nat(31).map(String), { minLength: 2, maxLength: 16 });
const roles = fc.constantFrom(
  ROLES,
  ROLES.filter((role) => role !== 'matching'),
);

test('every GPU holds one model, and every role is served by the model that it is for', () => {
  fc.assert(
    fc.property(gpus, roles, (ids, wanted) => {
      const servers = spreadRoles(ids, wanted);
      assert.deepEqual(
        servers.map(({ gpu }) => gpu),
        ids,
      );
      for (const role of wanted) {
        const kinds = new Set(servers.filter((server) => server.roles.includes(role)).map(({ kind }) => kind));
        assert.deepEqual([...kinds], [role === 'posters' || role === 'papers' ? 'dolphin' : 'vlm'], role);
      }
      assert.ok(servers.every((server) => server.roles.length > 0));
    }),
  );
});

test('four GPUs have a role each, two have a model each', () => {
  assert.deepEqual(
    spreadRoles(['0', '1', '2', '3']).map((server) => [server.gpu, ...server.roles]),
    [
      ['0', 'posters'],
      ['1', 'papers'],
      ['2', 'matching'],
      ['3', 'layout'],
    ],
  );
  assert.deepEqual(
    spreadRoles(['5', '7']).map((server) => [server.gpu, ...server.roles]),
    [
      ['5', 'posters', 'papers'],
      ['7', 'matching', 'layout'],
    ],
  );
  assert.throws(() => spreadRoles(['0']), RangeError);
});

test('taking turns, every GPU serves both models, one after the other', () => {
  assert.deepEqual(
    takeTurns(['0', '1']).map(({ gpu, kind }) => `${kind} ${gpu}`),
    ['dolphin 0', 'vlm 0', 'dolphin 1', 'vlm 1'],
  );
});
