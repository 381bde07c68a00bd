import { interruption } from './interruption';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s breaks off first what is done, then the cleaning up',
  (signal) => {
    const before = process.listenerCount(signal);
    const told: string[] = [];
    const { first, second, done } = interruption(() => told.push('heard'));
    expect([first.aborted, second.aborted]).toEqual([false, false]);
    process.emit(signal);
    expect([first.aborted, second.aborted, told]).toEqual([true, false, ['heard']]);
    process.emit(signal);
    expect([first.aborted, second.aborted, told]).toEqual([true, true, ['heard']]);
    done();
    expect(process.listenerCount(signal)).toBe(before);
  },
);
