'use client';
import * as React from 'react';

export function Clicks() {
  const [clicks, setClicks] = React.useState(0);
  return (
    <button type="button" onClick={() => setClicks(clicks + 1)}>
      Clicked {clicks}
    </button>
  );
}
