import { lostAgents } from './lost-agents';

const instance = (id: string, state = 'running') => ({ id, name: `name-of-${id}`, state });
const agent = (instanceId: string, pingStatus: string) => ({
  instanceId,
  pingStatus,
  lastPingAt: '2026-11-21T03:00:00.000Z',
});

test('S6 finds every running instance whose agent is not online, and those that SSM does not know', () => {
  const instances = ['i-5', 'i-4', 'i-3', 'i-2', 'i-1'].map((id) => instance(id));
  const agents = [
    agent('i-1', 'Online'),
    agent('i-2', 'ConnectionLost'),
    agent('i-3', 'Inactive'),
    agent('i-4', 'NewWord'),
  ];
  expect(lostAgents(instances, agents)).toEqual([
    { instanceId: 'i-2', name: 'name-of-i-2', status: 'ConnectionLost', lastPingAt: '2026-11-21T03:00:00.000Z' },
    { instanceId: 'i-3', name: 'name-of-i-3', status: 'Inactive', lastPingAt: '2026-11-21T03:00:00.000Z' },
    { instanceId: 'i-4', name: 'name-of-i-4', status: 'NewWord', lastPingAt: '2026-11-21T03:00:00.000Z' },
    { instanceId: 'i-5', name: 'name-of-i-5', status: 'unknown to SSM', lastPingAt: undefined },
  ]);
});

test.each(['stopped', 'stopping', 'pending', 'shutting-down', 'terminated'])(
  'S6 a %s instance has lost no agent',
  (state) => {
    expect(lostAgents([instance('i-1', state), instance('i-2', state)], [agent('i-1', 'ConnectionLost')])).toEqual([]);
  },
);

test('S6 nodes that are not of the group are not looked at', () => {
  expect(lostAgents([instance('i-1')], [agent('i-1', 'Online'), agent('mi-1', 'ConnectionLost')])).toEqual([]);
});
