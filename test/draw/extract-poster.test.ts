import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractPoster } from '../../src/draw/extract/extract-poster.ts';
import { keySentences, sentencesOf, topicOf } from '../../src/draw/extract/key-sentences.ts';
import { judge } from '../../src/draw/page/gates.ts';
import type { ExtractedFigure, ParsedDocument } from '../../src/model/schemas.ts';
import { PosterLayout } from '../../src/model/schemas.ts';
import { drawn, pictureOf } from '../helpers/poster-to-draw.ts';

const figure = (
  label: string,
  bbox_pct: ExtractedFigure['bbox_pct'],
  kind: ExtractedFigure['kind'] = 'vector',
): ExtractedFigure => ({
  figure_id: label.toLowerCase().replace('figure ', 'fig_'),
  source_doc: 'p',
  label,
  caption: 'What is seen. And more of it.',
  kind,
  page_number: 1,
  bbox_pct,
  width: 800,
  height: 600,
  file_path: `/figures/${label}.png`,
});
const PAPER: ParsedDocument = {
  doc_id: 'p',
  doc_type: 'paper',
  source_path: 'p.pdf',
  markdown_content: `# Bounded streams

A. Author, B. Writer

someone@example.org

## Abstract

We show that bounded streams keep memory flat. They wait for their readers, which costs little.

## 1 Introduction

Data sets are made by long chains of streams. We propose stages that wait for their readers [3]. Short one.

## 2 Method

Every stage waits until a slot is free for it. As Figure 2 shows, memory of bounded streams stays flat.

### 2.1 Details

Slots are counted when results were accepted by readers.

## References

[1] Somebody, something.
`,
  figures: [
    figure('Figure 1', [10, 10, 10, 5]),
    figure('Figure 2', [10, 10, 80, 40]),
    figure('Table 1', [0, 0, 90, 50], 'table'),
  ],
  tables: [],
  equations: [],
  metadata: {},
};

test('a paper becomes a poster: its title and authors, a heading a section, whole sentences, figures where they are spoken of', async () => {
  const { layout, content } = extractPoster(PAPER);
  assert.match(content, /^# Bounded streams\n\nA\. Author, B\. Writer\n\n## Abstract/);
  assert.ok(!content.includes('References') && !content.includes('@'));
  assert.match(content, /We propose stages that wait for their readers\./, 'without its citation');
  const method = content.slice(content.indexOf('## Method'));
  assert.match(method, /!\[Figure 2\]\(figures\/fig_2\.png\)\n\nFigure 2: What is seen\./);
  PosterLayout.parse({ paper_id: 'p', poster_path: '', ...layout });
  const picture = await pictureOf(800, 600);
  const pictures = new Map(['Figure 1', 'Figure 2'].map((label) => [label, picture]));
  assert.ok(judge(drawn({ layout, markdown: content, pictures })).print_ready);
});

test('a paper without sections is a poster of its title', () => {
  const { layout, content } = extractPoster({ ...PAPER, markdown_content: '', figures: [] });
  assert.deepEqual([content.trim(), layout.sections], ['#', []]);
});

test('sentences end where they end: not behind an abbreviation or an initial', () => {
  assert.deepEqual(sentencesOf('As in Fig. 3 of J. Little et al. (1961). It holds. See e.g. Node.'), [
    'As in Fig. 3 of J. Little et al. (1961).',
    'It holds.',
    'See e.g. Node.',
  ]);
});

test('the sentences that are kept are whole, about the topic, and in their order', () => {
  const topic = topicOf('bounded memory of streams');
  const text = [
    'Bounded memory is what streams need here. Nothing of this matters to anybody at all. And so',
    'Streams with bounded memory wait for readers.',
  ];
  assert.deepEqual(keySentences(text, topic, 2), [
    'Bounded memory is what streams need here.',
    'Streams with bounded memory wait for readers.',
  ]);
});
