import { mergeInherited } from './inheritance';

const assign = (value: unknown) => ({ '@@assign': value });
const append = (...values: unknown[]) => ({ '@@append': values });
const remove = (...values: unknown[]) => ({ '@@remove': values });
const allow = (...operators: string[]) => ({ '@@operators_allowed_for_child_policies': operators });

/** One document a level, each about the one list `at`. */
const listAfter = (...levels: object[][]) => mergeInherited(levels.map((level) => level.map((at) => ({ at }))))['at'];

describe('O7 order', () => {
  test('a child assigns: the inherited value is replaced', () => {
    expect(listAfter([assign(['a', 'b'])], [assign(['c'])])).toEqual(['c']);
    expect(listAfter([assign('a')], [assign('b')])).toBe('b');
    expect(listAfter([assign('a')], [assign(['b'])])).toEqual(['b']);
  });

  test('a child appends to an inherited list, and creates a missing one', () => {
    expect(listAfter([assign(['a'])], [append('b')])).toEqual(['a', 'b']);
    expect(listAfter([append('a')])).toEqual(['a']);
  });

  test('a child removes what is inherited, and leaves the rest', () => {
    expect(listAfter([assign(['a', 'b'])], [remove('a', 'z')])).toEqual(['b']);
  });

  test('of two assigns at one level the one attached first wins', () => {
    expect(listAfter([assign(['a']), assign(['b'])])).toEqual(['a']);
  });

  test('appends of a level come after its assign, in any order of attachment', () => {
    expect(listAfter([append('b'), assign(['a']), append('c')])).toEqual(['a', 'b', 'c']);
  });

  test('removes of a level come last, even of what a later attachment appends', () => {
    expect(listAfter([remove('b', 'a'), assign(['a', 'x']), append('b')])).toEqual(['x']);
  });

  test('a level below appends again what a level above removed', () => {
    expect(listAfter([assign(['a', 'b'])], [remove('a')], [append('a')])).toEqual(['b', 'a']);
  });

  test('all operators of one policy: assign, append, remove', () => {
    expect(listAfter([{ ...remove('a'), ...append('b'), ...assign(['a', 'c']) }])).toEqual(['c', 'b']);
  });
});

describe('O7 names and values', () => {
  test('names are compared ignoring case, and are in lower case in the result', () => {
    const root = { plans: { PII: { rules: { Daily: { x: assign('Root') } } } } };
    const child = { Plans: { pii: { RULES: { DAILY: { y: assign('Child') } } } } };
    expect(mergeInherited([[root], [child]])).toEqual({
      plans: { pii: { rules: { daily: { x: 'Root', y: 'Child' } } } },
    });
  });

  test('operators ignore case', () => {
    const root = { at: { '@@Assign': ['a'], '@@OPERATORS_ALLOWED_FOR_CHILD_POLICIES': ['@@NONE'] } };
    expect(mergeInherited([[root], [{ at: append('b') }]])).toEqual({ at: ['a'] });
  });

  test('values keep their case, and differ by it', () => {
    expect(listAfter([append('Dev', 'dev', 'Dev')], [remove('DEV')])).toEqual(['Dev', 'dev']);
  });

  test('values become strings before they merge, and repeats are dropped', () => {
    expect(listAfter([append(30, '30', true)], [append('true', 31)])).toEqual(['30', 'true', '31']);
    expect(listAfter([assign(35)])).toBe('35');
    expect(listAfter([append('1', '2')], [remove(1)])).toEqual(['2']);
  });

  test('$account stays', () => {
    expect(listAfter([assign('arn:aws:iam::$account:role/Backup')])).toBe('arn:aws:iam::$account:role/Backup');
  });
});

describe('O7 settings without a value', () => {
  test('empty plans vanish, and what holds nothing else with them', () => {
    expect(mergeInherited([[{ plans: { Empty: {}, Hollow: { rules: { r: {} } } } }]])).toEqual({});
    expect(mergeInherited([])).toEqual({});
  });

  test('a list that was assigned or appended stays when it is emptied', () => {
    expect(listAfter([assign(['a'])], [remove('a')])).toEqual([]);
    expect(listAfter([append('a')], [remove('a')])).toEqual([]);
    expect(listAfter([assign([])])).toEqual([]);
  });

  test('a list that is only ever removed from is missing', () => {
    expect(mergeInherited([[{ at: remove('a') }], [{ at: remove('b') }]])).toEqual({});
  });

  test('a value operator at the top level, or a value without an operator, is ignored', () => {
    expect(mergeInherited([[{ '@@assign': 'x', plans: { a: { b: 'plain', c: assign('set') } } }]])).toEqual({
      plans: { a: { c: 'set' } },
    });
  });
});

describe('O7 what children may do', () => {
  test.each([
    [['@@none'], ['a']],
    [['@@append'], ['a', 'b']],
    [['@@remove'], []],
    [['@@assign'], ['c']],
    [['@@append', '@@remove'], ['b']],
    [['@@all'], ['c', 'b']],
    [
      ['@@all', '@@none'],
      ['c', 'b'],
    ],
  ])('%j leaves %j', (operators, left) => {
    const child = { ...append('b'), ...remove('a'), ...(operators[0] === '@@append' ? {} : assign(['c'])) };
    const root = { ...assign(['a']), ...allow(...operators) };
    expect(listAfter([root], [child])).toEqual(left);
  });

  test('policies of the same level are not bound', () => {
    expect(listAfter([{ ...assign(['a']), ...allow('@@none') }, append('b')])).toEqual(['a', 'b']);
  });

  test('no child can allow again what is forbidden', () => {
    const lock = { ...assign(['a']), ...allow('@@none') };
    expect(listAfter([lock], [allow('@@all')], [append('b')])).toEqual(['a']);
    expect(listAfter([lock], [{ ...allow('@@all'), ...append('b') }])).toEqual(['a']);
  });

  test('a restriction further down binds only what is below it', () => {
    expect(listAfter([assign(['a'])], [{ ...append('b'), ...allow('@@none') }], [append('c')])).toEqual(['a', 'b']);
  });

  test('several policies of a level intersect', () => {
    const root = [{ ...assign(['a']), ...allow('@@append') }, allow('@@append', '@@remove')];
    expect(listAfter(root, [{ ...append('b'), ...remove('a') }])).toEqual(['a', 'b']);
    const disjoint = [{ ...assign(['a']), ...allow('@@append') }, allow('@@remove')];
    expect(listAfter(disjoint, [{ ...append('b'), ...remove('a') }])).toEqual(['a']);
  });

  test('on an object it does not lock the settings inside', () => {
    const root = { tags: { ...allow('@@none'), project: { ...allow('@@none'), value: assign(['a']) } } };
    expect(mergeInherited([[root], [{ tags: { Project: { value: append('b') } } }]])).toEqual({
      tags: { project: { value: ['a', 'b'] } },
    });
  });

  test('on an object it stops new entries, at any depth below, and those alone', () => {
    const root = { plans: { ...allow('@@none'), A: { x: assign('1') } } };
    const child = { plans: { a: { y: assign('2') }, B: { rules: { r: { z: assign('3') } } } } };
    expect(mergeInherited([[root], [child], [child]])).toEqual({ plans: { a: { x: '1', y: '2' } } });
  });

  test.each([
    [['@@append'], true],
    [['@@assign'], true],
    [['@@remove'], false],
    [['@@none'], false],
  ])('on an object %j lets a child add an entry: %p', (operators, added) => {
    const root = { plans: { ...allow(...operators), a: { x: assign('1') } } };
    const merged = mergeInherited([[root], [{ plans: { b: { x: assign('2') } } }]]);
    expect(merged).toEqual({ plans: { a: { x: '1' }, ...(added ? { b: { x: '2' } } : {}) } });
  });

  test('another policy of the same level may add entries to a closed object', () => {
    const root = [{ plans: { ...allow('@@none'), a: { x: assign('1') } } }, { plans: { b: { x: assign('2') } } }];
    expect(mergeInherited([root, [{ plans: { b: { x: assign('3') } } }]])).toEqual({
      plans: { a: { x: '1' }, b: { x: '3' } },
    });
  });
});
