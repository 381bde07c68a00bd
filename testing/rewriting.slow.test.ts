import { Repository } from './rewritten-repository';

// The other cases, and the types: rewriting.sweep.slow.test.ts.

test('U1 U2 the contract tests pass with every value rewritten', () => {
  const repository = new Repository();
  repository.generateWorkflows();
  expect(repository.names()).toEqual(['dev', 'stg', 'qa', 'prod']);
  expect(repository.contractFailure()).toBe('');
});
