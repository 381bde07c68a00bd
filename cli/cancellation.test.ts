import { AwsError } from '../operations/aws-error';
import { listenForCancellation, untilCancelled } from './cancellation';
import { InterruptedError } from './exit-code';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

test.each(SIGNALS)('%s cancels the work first, then the cleanup', (signal) => {
  const before = process.listenerCount(signal);
  const confirmed: string[] = [];
  const { first, second, dispose } = listenForCancellation(() => confirmed.push('received'));
  expect([first.aborted, second.aborted]).toEqual([false, false]);
  process.emit(signal);
  expect([first.aborted, second.aborted, confirmed]).toEqual([true, false, ['received']]);
  process.emit(signal);
  expect([first.aborted, second.aborted, confirmed]).toEqual([true, true, ['received']]);
  dispose();
  expect(process.listenerCount(signal)).toBe(before);
});

test.each(SIGNALS)('%s stops the waiting, even if the work ignores it', async (signal) => {
  const before = process.listenerCount(signal);
  const waiting = untilCancelled(() => new Promise(() => {}), 'The job continues.');
  process.emit(signal);
  await expect(waiting).rejects.toEqual(new InterruptedError('\nThe job continues.'));
  expect(process.listenerCount(signal)).toBe(before);
});

test('a failure of AWS says what continues, and no other failure does', async () => {
  const failing = (error: Error) =>
    // eslint-disable-next-line typescript/require-await
    untilCancelled(async () => {
      throw error;
    }, 'The job continues.');
  await expect(failing(new AwsError('AWS failed'))).rejects.toThrow('AWS failed\nThe job continues.');
  await expect(failing(new Error('a defect'))).rejects.toThrow(/^a defect$/);
});
