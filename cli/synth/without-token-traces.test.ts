import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Lazy, TerraformStack, Testing } from 'cdktf';

import { withoutTokenTraces } from './without-token-traces';

/** A stack with a name that cannot be resolved. */
function synthesizeRefused(): string {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const produce = (): string => {
    throw new Error('there is no such value');
  };
  new SnsTopic(stack, 'topic', { name: Lazy.stringValue({ produce }) });
  return Testing.synth(stack);
}

test('E1 cdktf takes no stack trace of a token meanwhile, and one afterwards', () => {
  const traceOfToken = () => Lazy.anyValue({ produce: () => 1 }).creationStack;
  expect(withoutTokenTraces(traceOfToken)).toEqual([]);
  expect(traceOfToken()).not.toEqual([]);
});

test('E1 reports a token that cannot be resolved, with the place where it was created', () => {
  expect(() => withoutTokenTraces(synthesizeRefused)).toThrow(
    /there is no such value\.\nObject creation stack:\n(?:.*\n)*.*at stringValue .*without-token-traces\.test\.ts/,
  );
});

test('E1 an error that is made meanwhile has its stack trace', () => {
  const thrown = withoutTokenTraces(() => new Error('refused'));
  expect(thrown.stack).toContain('without-token-traces.test.ts');
});
