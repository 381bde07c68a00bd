import { notRestorable } from './recovery-point-status';

const refused = (status: string, message = '') =>
  notRestorable({ recoveryPoint: 'arn:1', status, message }, '--recovery-point');

test.each(['COMPLETED', 'AVAILABLE'])('R5 accepts a recovery point that is %s', (status) => {
  expect(refused(status)).toEqual([]);
});

test.each(['EXPIRED', 'PARTIAL', 'DELETING', 'CREATING', 'STOPPED'])(
  'R5 refuses a recovery point that is %s',
  (status) => {
    expect(refused(status)).toEqual([
      expect.objectContaining({ path: '--recovery-point', message: `arn:1 is ${status}` }),
    ]);
  },
);

test("R5 shows AWS's reason, and what to do", () => {
  expect(refused('EXPIRED', 'Could not delete')).toMatchObject([
    { message: 'arn:1 is EXPIRED: Could not delete', remedy: expect.stringMatching(/^choose one that /) },
  ]);
  expect(refused('CREATING')).toMatchObject([{ remedy: expect.stringMatching(/^wait until /) }]);
});
