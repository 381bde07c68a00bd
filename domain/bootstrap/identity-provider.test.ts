import { identityProviderProblem } from './identity-provider';

const OURS = ['sts.amazonaws.com'];

test.each([
  ['there is none yet', { setting: 'made-here', audiences: undefined, madeHere: false }],
  ['a run before this one has made it', { setting: 'made-here', audiences: OURS, madeHere: true }],
  ['others have made it', { setting: 'existing', audiences: ['other', ...OURS], madeHere: false }],
] as const)('E1 takes the identity provider when %s', (_when, found) => {
  expect(identityProviderProblem(found)).toBeUndefined();
});

test.each([
  [
    'others have made it',
    { setting: 'made-here', audiences: OURS, madeHere: false },
    "The account already has GitHub's identity provider, and can have only one.\n→ write identityProvider: 'existing' beside bootstrap.github.repository",
  ],
  [
    'it does not exist',
    { setting: 'existing', audiences: undefined, madeHere: false },
    'The account has no identity provider of GitHub',
  ],
  [
    'it accepts tokens for others',
    { setting: 'existing', audiences: ['https://github.com/example'], madeHere: false },
    'accepts tokens for https://github.com/example, not for sts.amazonaws.com',
  ],
  [
    'it accepts tokens for no audience',
    { setting: 'existing', audiences: [], madeHere: false },
    'accepts tokens for no audience',
  ],
] as const)('E1 refuses the identity provider when %s', (_when, found, message) => {
  expect(identityProviderProblem(found)).toContain(message);
});
