"""Files and pictures: what may come in, how it is stored, and the sizes that pages ask for."""
