import fc from 'fast-check';

import { type Point, PointList } from './point-list';

test('H5 stores at every moment what the recovery points that exist need', () => {
  const point = fc.record({ made: fc.integer({ min: 0, max: 100 }), kept: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.uniqueArray(point, { selector: ({ made }) => made, minLength: 1, maxLength: 12 }), (all) => {
      const weigh = (gap: number): number => Math.min(1, gap / 20);
      const list = new PointList(all.length, { weigh, average: (from, until) => until - from });
      const points = all.map(({ made }, rule): Point => ({ rule, time: made, weight: 0, since: made }));
      let expected = 0;
      for (let now = 0; now <= 200; now++) {
        // As in a chain: whatever is made at a moment is there before anything expires at it.
        for (const [index, { made }] of all.entries()) if (made === now) list.add(points[index] as Point, now);
        for (const [index, { made, kept }] of all.entries())
          if (made + kept === now) list.remove(points[index] as Point, now);
        const existing = all.filter(({ made, kept }) => made <= now && now < made + kept).map(({ made }) => made);
        const times = existing.toSorted((a, b) => a - b);
        expected += times.reduce((sum, time, at) => sum + (at === 0 ? 1 : weigh(time - (times[at - 1] ?? 0))), 0);
      }
      list.close(200);
      expect(list.stored.reduce((sum, one) => sum + one, 0)).toBeCloseTo(expected, 6);
    }),
    { numRuns: 50 },
  );
});
