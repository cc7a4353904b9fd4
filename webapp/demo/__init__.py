"""The practice town: nothing in it is real but the postcodes."""
