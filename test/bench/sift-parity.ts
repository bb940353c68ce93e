/**
 * How far the SIFT kernel and OpenCV 4.6 agree, picture by picture; prints the rows of RESULTS.md. For larger pictures than the fixtures:
 * `node test/bench/sift-pictures.ts DIR 3; python3 test/bench/sift_opencv.py fixtures DIR; node test/bench/sift-parity.ts DIR`
 */
import { openSift } from '../../src/figures/sift/sift.ts';
import { agreement, picturesIn, readPeers, readPicture } from '../figures/sift/fixtures.ts';

const [folder] = process.argv.slice(2);
const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(2);
const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);

using sift = openSift();
const sum = { found: 0, peers: 0, met: 0, close: 0, equal: 0 };
row('picture', 'keypoints', 'OpenCV', 'met %', 'descriptors within 2 %', 'equal to the byte %');
row('---', '---', '---', '---', '---', '---');
for (const name of picturesIn(folder)) {
  const { grey, width, height } = await readPicture(name, folder);
  const found = sift.detect(grey, width, height, { upsample: true });
  const peers = readPeers(name, folder);
  const { met, close, equal } = agreement(found, peers);
  const rates = [percent(met, peers.length), percent(close, met), percent(equal, met)];
  row(`${name} ${width} × ${height}`, found.count, peers.length, ...rates);
  sum.found += found.count;
  sum.peers += peers.length;
  sum.met += met;
  sum.close += close;
  sum.equal += equal;
}
row('all', sum.found, sum.peers, percent(sum.met, sum.peers), percent(sum.close, sum.met), percent(sum.equal, sum.met));
