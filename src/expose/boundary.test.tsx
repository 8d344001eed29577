// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Boundary } from './boundary.tsx';

afterEach(cleanup);

describe('boundary', () => {
  it('keeps a render error in its panel, names the component in the console, and builds anew on request', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let broken = true;
    function Part() {
      if (broken) throw new Error('no such state');
      return <p>sound</p>;
    }
    render(
      <main>
        <h1>Host</h1>
        <Boundary name="AIChatInterface">
          <Part />
        </Boundary>
      </main>,
    );
    expect(screen.getByText('Host')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('Your conversation is safe on the server.');
    expect(said.mock.calls.some(([line]) => String(line).startsWith('<AIChatInterface> broke while rendering'))).toBe(true);
    broken = false;
    fireEvent.click(screen.getByRole('button'));
    expect(screen.getByText('sound')).toBeTruthy();
  });
});
