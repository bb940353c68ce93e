import sharp, { type Sharp } from 'sharp';
import { random } from '../style/random.ts';

type Vector = [number, number, number];

const add = (a: Vector, b: Vector, k = 1): Vector => [a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const scale = (a: Vector, k: number): Vector => [a[0] * k, a[1] * k, a[2] * k];
const unit = (a: Vector) => scale(a, 1 / Math.sqrt(dot(a, a)));
const mix = (a: Vector, b: Vector, t: number): Vector => add(scale(a, 1 - t), b, t);

interface Sphere {
  centre: Vector;
  radius: number;
  colour: Vector;
  mirror: number;
}

const LIGHT = unit([0.5, 0.9, -0.45]);

function spheres(seed: number): Sphere[] {
  const next = random(seed);
  const palette: Vector[] = [
    [0.12, 0.44, 0.55],
    [0.78, 0.33, 0.24],
    [0.35, 0.51, 0.34],
    [0.91, 0.77, 0.42],
    [0.48, 0.29, 0.58],
    [0.9, 0.9, 0.92],
  ];
  return Array.from({ length: 26 }, (_, i) => {
    const radius = 0.22 + 0.75 * next() ** 2;
    const centre: Vector = [(next() - 0.5) * 9, radius, 1 + next() * 9];
    return { centre, radius, colour: palette[i % palette.length]!, mirror: 0.12 + 0.4 * next() };
  });
}

function nearest(world: Sphere[], from: Vector, to: Vector): { distance: number; sphere: Sphere | null } {
  let distance = to[1] < -1e-6 ? -from[1] / to[1] : Number.POSITIVE_INFINITY;
  let hit: Sphere | null = null;
  for (const sphere of world) {
    const offset = add(from, sphere.centre, -1);
    const b = dot(offset, to);
    const inside = b * b - dot(offset, offset) + sphere.radius ** 2;
    if (inside <= 0) continue;
    const near = -b - Math.sqrt(inside);
    if (near > 1e-4 && near < distance) [distance, hit] = [near, sphere];
  }
  return { distance, sphere: hit };
}

function colourAlong(world: Sphere[], from: Vector, to: Vector, depth: number): Vector {
  const { distance, sphere } = nearest(world, from, to);
  const sky = mix([0.93, 0.88, 0.8], [0.32, 0.52, 0.72], Math.max(0, to[1]) ** 0.6);
  if (!Number.isFinite(distance)) return sky;
  const at = add(from, to, distance);
  const normal: Vector = sphere ? unit(add(at, sphere.centre, -1)) : [0, 1, 0];
  const check = (Math.floor(at[0]) + Math.floor(at[2])) & 1;
  const own: Vector = sphere ? sphere.colour : check ? [0.75, 0.73, 0.68] : [0.3, 0.31, 0.36];
  const above = add(at, normal, 1e-3);
  const lit = nearest(world, above, LIGHT).sphere ? 0 : Math.max(0, dot(normal, LIGHT));
  let colour = scale(own, 0.28 + 0.8 * lit);
  const mirror = sphere ? sphere.mirror : 0.08;
  if (depth > 0) {
    const away = add(to, normal, -2 * dot(to, normal));
    colour = mix(colour, colourAlong(world, above, away, depth - 1), mirror);
  }
  const haze = 1 - Math.exp(-distance / 38);
  return mix(colour, sky, haze);
}

/** Spheres on a chequered floor, ray traced with shadows and two reflections, four rays a pixel. */
export function sphereScene(width: number, height: number, seed: number): Sharp {
  const world = spheres(seed);
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum: Vector = [0, 0, 0];
      for (const [dx, dy] of [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ] as const) {
        const across = (2 * (x + dx)) / width - 1;
        const up = (1 - (2 * (y + dy)) / height) * (height / width);
        sum = add(sum, colourAlong(world, [0, 2.1, -5], unit([across * 0.75, up * 0.75 - 0.2, 1]), 2));
      }
      sum.forEach((channel, i) => {
        pixels[(y * width + x) * 3 + i] = Math.min(255, 255 * (channel / 4) ** 0.8);
      });
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Height between 0 and 1 of fractal value noise in seven octaves. */
function noise(seed: number) {
  const next = random(seed);
  const lattice = Array.from({ length: 256 * 256 }, next);
  const at = (x: number, y: number) => lattice[((y & 255) << 8) | (x & 255)]!;
  const smooth = (t: number) => t * t * (3 - 2 * t);
  return (x: number, y: number) => {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0; octave < 7; octave++) {
      const [ix, iy] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [smooth(x - ix), smooth(y - iy)];
      const top = at(ix, iy) * (1 - fx) + at(ix + 1, iy) * fx;
      const low = at(ix, iy + 1) * (1 - fx) + at(ix + 1, iy + 1) * fx;
      sum += weight * (top * (1 - fy) + low * fy);
      weight /= 2;
      x = x * 2 + 37;
      y = y * 2 + 17;
    }
    return sum;
  };
}

/** Terrain from above, shaded from the north-west: water, shore, woods, rock and snow. */
export function terrain(width: number, height: number, seed: number): Sharp {
  const heightAt = noise(seed);
  const bands: [number, Vector][] = [
    [0.36, [28, 62, 102]],
    [0.46, [58, 120, 150]],
    [0.485, [222, 205, 150]],
    [0.56, [104, 142, 84]],
    [0.66, [76, 98, 66]],
    [0.74, [130, 118, 106]],
    [1, [244, 244, 246]],
  ];
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / 90, y / 90];
      const level = heightAt(u, v);
      const slope = (heightAt(u + 0.012, v + 0.012) - level) * 26;
      const next = bands.findIndex(([top]) => level <= top);
      const [below, above] = [bands[Math.max(0, next - 1)]!, bands[next]!];
      const t = next === 0 ? 0 : (level - below[0]) / (above[0] - below[0]);
      const colour = mix(below[1], above[1], t);
      const light = level < 0.46 ? 1 : Math.min(1.35, Math.max(0.45, 1 - slope));
      pixels.set(
        colour.map((channel) => Math.min(255, channel * light)),
        (y * width + x) * 3,
      );
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A line plot as a vector program would draw it. */
export function plot(width: number, height: number, seed: number): Sharp {
  const next = random(seed);
  const lines = ['#1f6f8b', '#c8553d', '#588157', '#7b4b94'].map((stroke) => {
    let y = 0.3 + 0.4 * next();
    const points = Array.from({ length: 24 }, (_, i) => {
      y = Math.min(0.95, Math.max(0.05, y + (next() - 0.5) * 0.22));
      return `${(60 + (i * (width - 90)) / 23).toFixed(1)},${(20 + y * (height - 80)).toFixed(1)}`;
    });
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${stroke}" stroke-width="2.5"/>`;
  });
  const ticks = Array.from({ length: 7 }, (_, i) => {
    const x = 60 + (i * (width - 90)) / 6;
    const y = 20 + (i * (height - 80)) / 6;
    return `<path d="M${x} 20V${height - 54}M54 ${y}H${width - 30}" stroke="#ddd"/>
      <text x="${x}" y="${height - 36}" text-anchor="middle">${i * 20}</text>
      <text x="46" y="${y + 5}" text-anchor="end">${(1 - i / 6).toFixed(2)}</text>`;
  });
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans" font-size="14">
      <rect width="100%" height="100%" fill="white"/>${ticks.join('')}${lines.join('')}
      <rect x="60" y="20" width="${width - 90}" height="${height - 80}" fill="none" stroke="#444"/>
      <text x="${width / 2}" y="${height - 10}" text-anchor="middle">Training steps (thousands)</text></svg>`),
  );
}
