import { testRemoteStates } from '../testing/terraform/remote-states';

testRemoteStates(() => true);
