import HtmlPlugin from 'html-webpack-plugin';

const page = (name) => new HtmlPlugin({ template: './index.html', filename: `${name}.html`, chunks: [name] });

export default {
  entry: { index: './main.jsx', components: './components.jsx' },
  module: { rules: [{ test: /\.[jt]sx?$/, loader: 'esbuild-loader', options: { target: 'es2022', jsx: 'automatic' } }] },
  plugins: [page('index'), page('components')],
};
