import HtmlPlugin from 'html-webpack-plugin';

export default {
  entry: './main.jsx',
  module: { rules: [{ test: /\.[jt]sx?$/, loader: 'esbuild-loader', options: { target: 'es2022', jsx: 'automatic' } }] },
  plugins: [new HtmlPlugin({ template: './index.html' })],
};
