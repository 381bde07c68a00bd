import { windowCapacityFindings } from './window-capacity';

const hours = (durationHours: number, cutoffHours = 0) => ({ name: 'mw-ssm-backup', durationHours, cutoffHours });

test.each([
  [1, 0, 100],
  [4, 0, 100],
  [5, 0, 200],
  [6, 2, 100],
])('S11 accepts what a window of %i hours with a cutoff of %i starts: %i instances', (duration, cutoff, most) => {
  expect(windowCapacityFindings(hours(duration, cutoff), most)).toEqual([]);
  expect(windowCapacityFindings(hours(duration, cutoff), most + 1)).toMatchObject([{ rule: 'window-too-small' }]);
});

test('S11 reports a group with more instances than the window starts', () => {
  expect(windowCapacityFindings(hours(1), 101)).toEqual([
    {
      rule: 'window-too-small',
      severity: 'error',
      source: 'backupctl',
      path: 'mw-ssm-backup',
      message:
        'the group has 101 instances, but the window backs up 100 at once and starts none after 1 hour: only 100 certainly have a backup',
      remedy:
        'leave at most 100 instances in the group and back up the others with a plan, or open the window for longer',
    },
  ]);
});
