import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { promptOf } from '../../../src/dataset/instruction.ts';
import { assignMost } from '../../../src/dataset/metrics/best-assignment.ts';
import { Evaluation } from '../../../src/dataset/metrics/evaluation.ts';
import { parseAnswer } from '../../../src/dataset/metrics/parse-prediction.ts';
import { rougeL } from '../../../src/dataset/metrics/rouge-l.ts';
import { ERRORS, MEASURES, SCORES, scoreExample } from '../../../src/dataset/metrics/score-example.ts';
import type { Box, PosterLayout, TrainingExample } from '../../../src/model/schemas.ts';
import { arbitraryExample } from '../../helpers/arbitrary-example.ts';

const answerOf = (example: TrainingExample) => promptOf(example, 'both').output;
const score = (prediction: TrainingExample, reference: TrainingExample) =>
  scoreExample(answerOf(prediction), answerOf(reference), reference.paper_markdown).measures;

const close = (actual: number | null, expected: number) =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

/** A poster of sections given by title and box, read in the order given. */
function poster(
  sections: readonly (readonly [title: string, box: Box])[],
  change: Partial<PosterLayout> = {},
): TrainingExample {
  const [example] = fc.sample(arbitraryExample, { seed: 1, numRuns: 1 });
  assert.ok(example);
  return {
    ...example,
    poster_markdown: 'one two three',
    poster_layout: {
      ...example.poster_layout,
      body: { columns: 2, column_widths: ['50%', '50%'], gutter_pct: 0 },
      sections: sections.map(([title, bbox_pct], i) => ({
        id: `s${i}`,
        title,
        column: 1,
        row_in_column: i + 1,
        bbox_pct,
        content_type: 'text',
        has_figures: false,
        style: { header_bg: null, body_bg: null, border: null },
      })),
      figures: [],
      reading_order: sections.map((_, i) => `s${i}`),
      ...change,
    },
  };
}

const LEFT: Box = [0, 0, 50, 100];
const RIGHT: Box = [50, 0, 50, 100];

describe('scoreExample', () => {
  it('gives a prediction equal to its reference 1 in every score and 0 in every error against it', () => {
    fc.assert(
      fc.property(arbitraryExample, (example) => {
        const scores = score(example, example);
        for (const name of SCORES) if (name !== 'number_grounding') assert.equal(scores[name], 1, name);
        assert.equal(scores.column_width_error, 0);
        assert.equal(scores.element_count_error, 0);
      }),
    );
  });

  it('gives values between 0 and 1 for any two posters', () => {
    fc.assert(
      fc.property(arbitraryExample, arbitraryExample, (one, other) => {
        const scores = score(one, other);
        for (const name of MEASURES) {
          const value = scores[name];
          assert.ok(value === null || (value >= 0 && value <= 1), `${name} is ${value}`);
        }
      }),
    );
  });

  it('gives values between 0 and 1 for whatever a model writes, and never throws', () => {
    fc.assert(
      fc.property(
        arbitraryExample,
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"layout": ${json}, "content": 7}`),
        ),
        (example, babble) => {
          const scores = scoreExample(babble, answerOf(example), example.paper_markdown).measures;
          for (const name of MEASURES) assert.ok(scores[name] === null || (scores[name] >= 0 && scores[name] <= 1));
          assert.equal(scores.schema_valid, 0);
        },
      ),
    );
  });

  it('does not depend on the order in which sections and figures are listed', () => {
    fc.assert(
      fc.property(arbitraryExample, arbitraryExample, (one, other) => {
        const { sections, figures } = one.poster_layout;
        const listed = { ...one.poster_layout, sections: sections.toReversed(), figures: figures.toReversed() };
        const [plain, reversed] = [score(one, other), score({ ...one, poster_layout: listed }, other)];
        for (const name of MEASURES) {
          if (plain[name] === null) assert.equal(reversed[name], null);
          else close(reversed[name], plain[name]);
        }
      }),
    );
  });

  it('counts titles one to one: two of three found among four is F1 4/7', () => {
    const wanted = poster([
      ['Introduction', LEFT],
      ['Method', LEFT],
      ['Results', LEFT],
    ]);
    const predicted = poster([
      ['1. Introduction', LEFT],
      ['RESULTS', LEFT],
      ['Results', LEFT],
      ['Thanks', LEFT],
    ]);
    close(score(predicted, wanted).section_f1, 4 / 7);
  });

  it('brings Kendall τ to 0–1: one of three pairs turned round is τ 1/3, reversed is τ −1', () => {
    const wanted = poster([
      ['Alpha', LEFT],
      ['Bravo', LEFT],
      ['Charlie', LEFT],
    ]);
    close(
      score(
        poster([
          ['Bravo', LEFT],
          ['Alpha', LEFT],
          ['Charlie', LEFT],
        ]),
        wanted,
      ).reading_order,
      2 / 3,
    );
    close(
      score(
        poster([
          ['Charlie', LEFT],
          ['Bravo', LEFT],
          ['Alpha', LEFT],
        ]),
        wanted,
      ).reading_order,
      0,
    );
  });

  it('assigns boxes where they fit best: 1/3 for a box moved by half of itself, halved by a box too many', () => {
    const wanted = poster([['Alpha', [0, 0, 20, 20]]]);
    close(score(poster([['Beta', [10, 0, 20, 20]]]), wanted).box_iou, 1 / 3);
    close(
      score(
        poster([
          ['Beta', [10, 0, 20, 20]],
          ['Gamma', [80, 80, 5, 5]],
        ]),
        wanted,
      ).box_iou,
      1 / 6,
    );
  });

  it('measures the division into columns: 50/50 against 30/70 is off by a fifth, against one column by half', () => {
    const wanted = poster([['Alpha', LEFT]]);
    const divided = (columns: number, column_widths: string[]) =>
      score(poster([['Alpha', LEFT]], { body: { columns, column_widths, gutter_pct: 0 } }), wanted);
    close(divided(2, ['30%', '70%']).column_width_error, 0.2);
    assert.equal(divided(2, ['30%', '70%']).column_accuracy, 1);
    close(divided(1, ['100%']).column_width_error, 0.5);
    assert.equal(divided(1, ['100%']).column_accuracy, 0);
  });

  it('measures overlap and alignment of the prediction alone', () => {
    const wanted = poster([['Alpha', LEFT]]);
    const side = score(
      poster([
        ['Alpha', LEFT],
        ['Beta', RIGHT],
      ]),
      wanted,
    );
    assert.equal(side.overlap, 0);
    assert.equal(side.misalignment, 0);
    const crossed = score(
      poster([
        ['Alpha', [0, 0, 20, 20]],
        ['Beta', [10, 7, 20, 30]],
      ]),
      wanted,
    );
    // Shared 10 × 13 under either of the two, of 400 + 600; the closest of their lines are 20 and 22 (middles 10, 22; tops 0, 7).
    close(crossed.overlap, 260 / 1000);
    close(crossed.misalignment, 0.07);
  });

  it('counts elements: three for two is an error of a third', () => {
    const wanted = poster([
      ['Alpha', LEFT],
      ['Beta', RIGHT],
    ]);
    close(
      score(
        poster([
          ['A', LEFT],
          ['B', LEFT],
          ['C', LEFT],
        ]),
        wanted,
      ).element_count_error,
      1 / 3,
    );
  });

  it('places a figure right in the section where the reference has it', () => {
    const figure = (id: string, section_id: string, paper_figure: string) => ({
      id,
      section_id,
      type: 'plot',
      description: null,
      bbox_pct: LEFT,
      paper_figure,
    });
    const sections = [
      ['Alpha', LEFT],
      ['Beta', RIGHT],
    ] as const;
    const wanted = poster(sections, { figures: [figure('f1', 's0', 'Figure 1'), figure('f2', 's1', 'Figure 2')] });
    const predicted = poster(sections, { figures: [figure('a', 's0', 'Figure 1'), figure('b', 's0', 'Figure 2')] });
    close(score(predicted, wanted).figure_placement_f1, 1 / 2);
  });

  it('counts what is missing as wrong, and what the reference lacks not at all', () => {
    const example = poster([['Alpha', LEFT]]);
    const nothing = scoreExample('I cannot help with that.', answerOf(example), '').measures;
    assert.deepEqual(
      [nothing.section_f1, nothing.rouge_l, nothing.element_count_error, nothing.overlap, nothing.json_valid],
      [0, 0, 1, null, 0],
    );
    const layoutOnly = promptOf(example, 'layout').output;
    const scores = scoreExample(layoutOnly, layoutOnly, '').measures;
    assert.deepEqual([scores.section_f1, scores.rouge_l, scores.schema_valid], [1, null, 1]);
  });

  it('grounds the numbers of the content in the paper', () => {
    const scores = scoreExample('{"content": "12 of 30"}', '{"content": "x"}', 'There were 12.').measures;
    assert.equal(scores.number_grounding, 1 / 2);
  });
});

describe('rougeL', () => {
  it('is the F1 of the longest common subsequence', () => {
    // Lin 2004, section 3.1: S2 shares “police … the gunman” with the reference, S3 only two words in order.
    close(rougeL('police kill the gunman', 'Police killed the gunman.'), 3 / 4);
    close(rougeL('the gunman kill police', 'police killed the gunman'), 2 / 4);
    assert.equal(rougeL('', ''), 1);
    assert.equal(rougeL('', 'word'), 0);
  });
});

describe('assignMost', () => {
  it('gains as much as the best of all assignments', () => {
    const gains = fc.integer({ min: 1, max: 5 }).chain((columns) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 5,
      }),
    );
    const best = (rows: readonly number[][], used: ReadonlySet<number>): number => {
      const [first, ...rest] = rows;
      if (first === undefined) return 0;
      const taken = first.map((gain, j) => (used.has(j) ? 0 : gain + best(rest, new Set([...used, j]))));
      return Math.max(best(rest, used), ...taken);
    };
    fc.assert(
      fc.property(gains, (rows) => {
        const pairs = assignMost(rows.length, rows[0]!.length, (i, j) => rows[i]![j]!);
        assert.equal(new Set(pairs.map(([i]) => i)).size, pairs.length);
        assert.equal(new Set(pairs.map(([, j]) => j)).size, pairs.length);
        assert.equal(
          pairs.reduce((sum, [i, j]) => sum + rows[i]![j]!, 0),
          best(rows, new Set()),
        );
      }),
    );
  });
});

describe('parseAnswer', () => {
  const whole = answerOf(
    poster([
      ['Alpha', LEFT],
      ['Beta', RIGHT],
    ]),
  );

  it('reads fenced answers and answers with words around them', () => {
    assert.equal(parseAnswer(whole).reading, 'valid');
    for (const text of [
      `\`\`\`json\n${whole}\n\`\`\``,
      `Here is your poster:\n\n${whole}`,
      `\`\`\`\n${whole}\n\`\`\`\nEnjoy!`,
    ])
      assert.deepEqual(parseAnswer(text), { ...parseAnswer(whole), reading: 'fenced' });
  });

  it('reads an answer cut anywhere as far as it goes', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 2), (length) => {
        const { reading, partial } = parseAnswer(whole.slice(0, length + 1));
        assert.notEqual(reading, 'valid');
        assert.ok((partial?.sections.length ?? 0) <= 2);
      }),
    );
    const cut = parseAnswer(whole.slice(0, whole.indexOf('"id":"s1"')));
    assert.equal(cut.reading, 'repaired');
    assert.deepEqual(
      cut.partial?.sections.map(({ title }) => title),
      ['Alpha'],
    );
    assert.equal(cut.layout, null);
  });
});

describe('Evaluation', () => {
  it('means over the examples that have the measure, whatever their order', () => {
    const [one, other] = [poster([['Alpha', LEFT]]), poster([['Beta', LEFT]])];
    const scores = [
      scoreExample(answerOf(one), answerOf(one), ''),
      scoreExample(answerOf(other), answerOf(one), ''),
      scoreExample('{}', '{"content": "x"}', ''),
    ];
    const means = (list: typeof scores) => {
      const evaluation = new Evaluation(MEASURES);
      for (const each of list) evaluation.add(each);
      return evaluation.toJSON();
    };
    const result = means(scores);
    assert.equal(result.means.section_f1, 1 / 2);
    assert.equal(result.means.rouge_l, 2 / 3);
    assert.deepEqual(result.readings, { valid: 3, fenced: 0, repaired: 0, unreadable: 0 });
    assert.deepEqual(means(scores.toReversed()), result);
    assert.ok(ERRORS.every((name) => name in result.means));
  });
});
