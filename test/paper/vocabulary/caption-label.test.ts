import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionLabel } from '../../../src/paper/vocabulary/caption-label.ts';

const labels: [line: string, label: string, rest: string][] = [
  ['Fig. 3. Overview of the method.', 'Figure 3', 'Overview of the method.'],
  ['Figure 3: Overview', 'Figure 3', 'Overview'],
  ['FIGURE 12 Overview', 'Figure 12', 'Overview'],
  ['FIG. 1.— Schematic', 'Figure 1', 'Schematic'],
  ['Fig 3 | Overview', 'Figure 3', 'Overview'],
  ['Fig. 1 - Sample snapshots', 'Figure 1', 'Sample snapshots'],
  ['Figure S1. Ablations', 'Figure S1', 'Ablations'],
  ['Supplementary Figure 2: More', 'Supplementary Figure 2', 'More'],
  ['Extended Data Fig. 4 | Cells', 'Extended Data Figure 4', 'Cells'],
  ['Figure 2.4: A chapter’s figure', 'Figure 2.4', 'A chapter’s figure'],
  ['F IGURE 2. Small capitals', 'Figure 2', 'Small capitals'],
  ['Figure 4a. One panel', 'Figure 4a', 'One panel'],
  ['TABLE II', 'Table II', ''],
  ['Table-1: With a hyphen', 'Table 1', 'With a hyphen'],
  ['Table. 1. With a dot', 'Table 1', 'With a dot'],
  ['Algorithm 1 Greedy search', 'Algorithm 1', 'Greedy search'],
  ['Scheme 2. Synthesis', 'Scheme 2', 'Synthesis'],
];

for (const [line, label, rest] of labels) {
  test(`"${line}" is labelled ${label}`, () => {
    const found = captionLabel(line);
    assert.equal(found?.label, label);
    assert.equal(line.slice(found.length), rest);
  });
}

for (const line of ['Figures are numbered', 'figure a shows', 'Tablet 3 is', 'Figure 3rd', 'Section 3. Method', ''])
  test(`"${line}" has no label`, () => assert.equal(captionLabel(line), null));
