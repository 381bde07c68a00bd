import Module, { createRequire } from 'node:module';

/**
 * cdktf loads archiver, a twelfth of a synth, to make archives of assets. There is none here (docs/lambdas.md),
 * so it is loaded when it is called.
 */
export function postponeArchiver(): void {
  const load = createRequire(require.resolve('cdktf'));
  const file = load.resolve('archiver');
  if (file in require.cache) return;
  const standIn = new Module(file);
  standIn.loaded = true;
  standIn.exports = (...args: unknown[]): unknown => {
    delete require.cache[file];
    return (load('archiver') as (...args: unknown[]) => unknown)(...args);
  };
  require.cache[file] = standIn;
}
