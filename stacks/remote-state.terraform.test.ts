import { testRemoteStates } from '../testing/terraform/remote-states';

// Every environment has the same stacks: remote-state.sweep.terraform.test.ts.
testRemoteStates((stack) => stack.startsWith('dev-') || stack.startsWith('organizations'));
