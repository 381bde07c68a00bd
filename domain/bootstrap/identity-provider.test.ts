import { identityProviderProblem } from './identity-provider';

const OURS = ['sts.amazonaws.com'];

test.each([
  ['there is none yet', { setting: 'made-here', audiences: undefined, createdHere: false }],
  ['a run before this one has made it', { setting: 'made-here', audiences: OURS, createdHere: true }],
  ['others have made it', { setting: 'existing', audiences: ['other', ...OURS], createdHere: false }],
] as const)('E1 takes the identity provider when %s', (_when, found) => {
  expect(identityProviderProblem(found)).toBeUndefined();
});

test.each([
  [
    'others have made it',
    { setting: 'made-here', audiences: OURS, createdHere: false },
    "The account already has GitHub's identity provider, and can have only one.\n→ write identityProvider: 'existing' next to bootstrap.github.repository",
  ],
  [
    'it does not exist',
    { setting: 'existing', audiences: undefined, createdHere: false },
    'The account has no identity provider of GitHub',
  ],
  [
    'it accepts tokens for others',
    { setting: 'existing', audiences: ['https://github.com/example'], createdHere: false },
    'accepts tokens for https://github.com/example, not for sts.amazonaws.com',
  ],
  [
    'it accepts tokens for no audience',
    { setting: 'existing', audiences: [], createdHere: false },
    'accepts tokens for no audience',
  ],
] as const)('E1 refuses the identity provider when %s', (_when, found, message) => {
  expect(identityProviderProblem(found)).toContain(message);
});
