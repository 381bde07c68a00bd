import { templateTooLong } from './template-length';

test('M1 accepts a template of 51,199 bytes and refuses one of 51,200, counted as UTF-8', () => {
  expect(templateTooLong('x'.repeat(51_199))).toEqual([]);
  expect(templateTooLong('x'.repeat(51_200))).toEqual([
    expect.objectContaining({
      message: 'the template of the StackSet has 51200 bytes, but must have fewer than 51200',
    }),
  ]);
  expect(templateTooLong('é'.repeat(25_600))).toHaveLength(1);
});
