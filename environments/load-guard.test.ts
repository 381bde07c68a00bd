import { guardedLoad, refuseEarlyExit } from './load-guard';

test('a file that is loaded can neither end the process nor set its exit code', async () => {
  const { exitCode } = process;
  const load = async (settled: <L>(load: Promise<L>) => Promise<L>) => {
    process.exitCode = 7;
    await settled(Promise.resolve());
    process.exit(0);
  };
  await expect(guardedLoad(load)).rejects.toThrow('it calls process.exit');
  expect(process.exitCode).toBe(exitCode);
});

test('returns what the files export', async () => {
  await expect(guardedLoad((settled) => settled(Promise.resolve(5)))).resolves.toBe(5);
});

describe('a process that ends before its command', () => {
  const { exitCode } = process;
  const error = jest.spyOn(console, 'error').mockImplementation(() => {});

  afterEach(() => {
    process.exitCode = exitCode;
    error.mockClear();
  });

  test('fails, and says what to remove', () => {
    const listeners = process.listeners('exit');
    const guard = refuseEarlyExit();
    const [added] = process.listeners('exit').filter((one) => !listeners.includes(one));
    added?.(0);
    expect(process.exitCode).toBe(1);
    expect(error).toHaveBeenCalledWith(expect.stringContaining('→ remove process.exit from the files'));
    guard.done();
    expect(process.listeners('exit')).toEqual(listeners);
  });

  test('that already failed is left alone', () => {
    const listeners = process.listeners('exit');
    const guard = refuseEarlyExit();
    const [added] = process.listeners('exit').filter((one) => !listeners.includes(one));
    added?.(3);
    expect(error).not.toHaveBeenCalled();
    guard.done();
  });
});
