/** What a worker thread can do, by name. */
import { drawPageFigures } from '../dolphin/cut-figures.ts';
import { renderPages } from '../dolphin/render-pages.ts';
import { cutOutFigures } from '../figures/match/cut-out-figures.ts';
import { matchFigures } from '../figures/match/match-figures.ts';
import { parsePaper } from '../paper/parse-paper.ts';
import { renderPoster } from '../poster/picture/render-poster.ts';

export const JOBS = { parsePaper, renderPoster, matchFigures, cutOutFigures, renderPages, drawPageFigures };

type Jobs = typeof JOBS;
export type JobName = keyof Jobs;
export type JobArgs = { [Name in JobName]: Parameters<Jobs[Name]> };
export type JobResults = { [Name in JobName]: Awaited<ReturnType<Jobs[Name]>> };
export type JobTable = { [Name in JobName]: (...args: JobArgs[Name]) => Promise<JobResults[Name]> };
