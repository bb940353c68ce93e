import { openLocal } from '../../src/engines/local.ts';
import { describeEngine } from './contract.ts';

describeEngine('local', async () => openLocal({ language: 'eng', concurrency: 2 }));
