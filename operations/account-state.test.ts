import { accountState } from './account-state';
import { UnreadableResponseError } from './unreadable-response';

test('M7 reads the state of an account from State, and from Status in older responses', () => {
  expect(accountState({ State: 'ACTIVE' })).toBe('ACTIVE');
  expect(accountState({ Status: 'SUSPENDED' })).toBe('SUSPENDED');
  // Status has fewer values: it calls an account that is being closed PENDING_CLOSURE, and a new one ACTIVE.
  expect(accountState({ State: 'PENDING_ACTIVATION', Status: 'ACTIVE' })).toBe('PENDING_ACTIVATION');
});

test('M7 takes no account without a state for a suspended one', () => {
  expect(() => accountState({ Id: '111111111111' })).toThrow(new UnreadableResponseError('it has no Status'));
});
