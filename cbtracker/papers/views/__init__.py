"""Pages of papers, one module for each thing that people come to do."""
